import { cellIn, type Roles, rowToSee, seenAs } from '../../contract/index.ts';
import type { Cells } from '../../store/rows.ts';
import { cellText } from './text-key.ts';

/**
 * What a model reads of a row before it answers, in its parts: an instruction and what is added to it, the messages of
 * a chat up to the last answer, else the text. Parts without text are left out.
 */
export function inputParts(cells: Cells, roles: Roles): string[] {
  return partsOf(cells, roles).filter(part => part.trim() !== '');
}

/** The text a row is told apart by: rows that put the same to a model are the same example, whatever they answer. */
export function inputText(cells: Cells, roles: Roles): string {
  return inputParts(cells, roles).join('\n\n');
}

function partsOf(cells: Cells, roles: Roles): string[] {
  switch (seenAs(roles)) {
    case 'pair':
      return [roles.prompt, roles.context].map(column => cellText(cellIn(cells, column)));
    case 'chat': {
      const chat = rowToSee(cells, roles);
      if (chat === null || !('messages' in chat)) return [cellText(cellIn(cells, roles.messages ?? roles.text))];
      const { messages } = chat;
      const isAnswered = messages.length > 1 && messages.at(-1)?.role === 'assistant';
      return (isAnswered ? messages.slice(0, -1) : messages).map(({ content }) => content);
    }
    default:
      return [cellText(cellIn(cells, roles.text))];
  }
}
