import { cellIn, LuthierError } from '../../../contract/index.ts';
import type { FileRow } from '../parquet-file.ts';
import { fileText } from '../parquet-file.ts';
import type { About } from './format.ts';

interface Turn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What is asked and what is to be answered. */
interface Exchange {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
}

const SPEAKERS: ReadonlyMap<string, Turn['role']> = new Map([
  ['system', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['gpt', 'assistant'],
  ['model', 'assistant'],
]);

/** Throws `versions.no_answer_column` when no column holds what a model should say. */
export function checkAnswers({ name, roles }: About, format: string): void {
  if ((roles.completion ?? roles.label ?? roles.messages) === undefined) {
    throw new LuthierError('versions.no_answer_column', { name, format });
  }
}

/** A row as question and answer; null when one of the two is empty. */
export function exchangeOf({ cells }: FileRow, { roles, instruction }: About): Exchange | null {
  const cell = (column: string | undefined) => fileText(cellIn(cells, column)) ?? '';
  const output = cell(roles.completion ?? roles.label);
  const { instruction: asks, input } =
    roles.prompt !== undefined
      ? filledIn({ instruction: cell(roles.prompt), input: cell(roles.context) })
      : // Readers of Alpaca ask the instruction: where there are no words for it, the text is what is asked.
        instruction
        ? filledIn({ instruction, input: cell(roles.text) })
        : { instruction: cell(roles.text), input: '' };
  return output === '' || (asks === '' && input === '') ? null : { instruction: asks, input, output };
}

/** `{text}` in an instruction is filled in; there is nothing left to add then. */
function filledIn({
  instruction,
  input,
}: Pick<Exchange, 'instruction' | 'input'>): Pick<Exchange, 'instruction' | 'input'> {
  if (!instruction.includes('{text}')) return { instruction, input };
  return { instruction: instruction.replaceAll('{text}', () => input), input: '' };
}

/** A row as a chat; null when it holds none, or one that nobody answers: there is nothing to learn from it. */
export function turnsOf(row: FileRow, about: About): readonly Turn[] | null {
  const { messages } = about.roles;
  if (messages !== undefined) {
    const told = readTurns(fileText(cellIn(row.cells, messages)));
    if (told !== null) return told.some(({ role }) => role === 'assistant') ? told : null;
  }
  const exchange = exchangeOf(row, about);
  if (exchange === null) return null;
  const content = [exchange.instruction, exchange.input].filter(text => text !== '').join('\n\n');
  return [
    { role: 'user', content },
    { role: 'assistant', content: exchange.output },
  ];
}

/** A chat as it stands in a cell: OpenAI messages or ShareGPT turns, as JSON. */
function readTurns(text: string | null): readonly Turn[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length === 0) return null;
  const turns = value.map((turn: { role?: unknown; from?: unknown; content?: unknown; value?: unknown } | null) => {
    const role = SPEAKERS.get(String(turn?.role ?? turn?.from));
    const content = turn?.content ?? turn?.value;
    return role !== undefined && typeof content === 'string' ? { role, content } : null;
  });
  return turns.includes(null) ? null : (turns as Turn[]);
}
