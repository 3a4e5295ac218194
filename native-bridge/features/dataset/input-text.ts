import { cellIn, type Roles, rowToSee, seenAs } from '../../contract/index.ts';
import type { Cells } from '../../store/rows.ts';
import { cellText } from './text-key.ts';

/** What there is to learn in a row. */
export interface Learned {
  /**
   * What a model reads before it answers, in its parts: an instruction and what is added to it, the messages of a chat up
   * to the last answer, else the text. Parts without text are left out.
   */
  readonly input: readonly string[];
  /** The completion, or the last answer of a chat; empty where there is none. A label is no text. */
  readonly answer: string;
}

export function learnedOf(cells: Cells, roles: Roles): Learned {
  const { input, answer } = partsOf(cells, roles);
  return { input: input.filter(part => part.trim() !== ''), answer };
}

export function inputParts(cells: Cells, roles: Roles): readonly string[] {
  return learnedOf(cells, roles).input;
}

/** The text a row is told apart by: rows that put the same to a model are the same example, whatever they answer. */
export function inputText(cells: Cells, roles: Roles): string {
  return inputParts(cells, roles).join('\n\n');
}

/** All that is learned from, as one text. */
export function learnedText({ input, answer }: Learned): string {
  return (answer.trim() === '' ? input : [...input, answer]).join('\n\n');
}

function partsOf(cells: Cells, roles: Roles): Learned {
  const textIn = (column: string | undefined) => cellText(cellIn(cells, column));
  switch (seenAs(roles)) {
    case 'pair':
      return { input: [textIn(roles.prompt), textIn(roles.context)], answer: textIn(roles.completion) };
    case 'chat': {
      const chat = rowToSee(cells, roles);
      if (chat === null || !('messages' in chat)) return { input: [textIn(roles.messages ?? roles.text)], answer: '' };
      const said = chat.messages.map(({ content }) => content);
      const isAnswered = said.length > 1 && chat.messages.at(-1)?.role === 'assistant';
      return isAnswered ? { input: said.slice(0, -1), answer: said.at(-1) ?? '' } : { input: said, answer: '' };
    }
    default:
      return { input: [textIn(roles.text)], answer: '' };
  }
}
