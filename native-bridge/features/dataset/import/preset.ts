import { cellIn, LuthierError, messagesIn, type Preset, type PresetFit } from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';
import { type SuggestedRoles, suggestRoles } from '../roles.ts';
import { hasOnlyInputs } from './own-parts.ts';

/** The head of a file. */
export interface Head {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Cells[];
}

const NAMES = { alpaca: 'Alpaca', sharegpt: 'ShareGPT', 'openai-messages': 'OpenAI messages' } as const;
const KEYS = { sharegpt: ['from', 'value'], 'openai-messages': ['role', 'content'] } as const;
const CHATS = ['messages', 'conversations', 'conversation'];

/** The shape of instruction or chat data that the columns and the first rows have. */
export function presetOf({ columns, rows }: Head): Preset {
  if (['instruction', 'output'].every(name => columns.includes(name))) return 'alpaca';
  for (const column of CHATS) {
    const kind = (['openai-messages', 'sharegpt'] as const).find(kind => holdsMessages(rows, column, KEYS[kind]));
    if (kind !== undefined) return kind;
  }
  return 'plain';
}

/** What each preset makes of a file, or what the file lacks for it. */
export function presetFits(head: Head): PresetFit[] {
  const { text, prompt: _p, context: _x, completion: _c, messages: _m, ...others } = suggestRoles(head.columns);
  return [
    { preset: 'plain', roles: text === undefined ? others : { text, ...others }, unfit: null },
    alpacaFit(head, others),
    chatFit(head, others, 'sharegpt'),
    chatFit(head, others, 'openai-messages'),
  ];
}

function alpacaFit({ file, columns, rows }: Head, others: SuggestedRoles): PresetFit {
  const lacks = ['instruction', 'output'].filter(name => !columns.includes(name));
  const hasInput = columns.includes('input');
  const asks = hasInput && hasOnlyInputs(rows) ? 'input' : 'instruction';
  const parts = { text: asks, prompt: asks, completion: 'output' };
  const roles = { ...others, ...parts, ...(hasInput && asks !== 'input' && { context: 'input' }) };
  const facts = { file, preset: NAMES.alpaca, lacks: lacks.join(', '), columns: listed(columns) };
  return lacks.length === 0
    ? { preset: 'alpaca', roles, unfit: null }
    : { preset: 'alpaca', roles: {}, unfit: new LuthierError('import.preset_columns', facts).payload };
}

function chatFit({ file, columns, rows }: Head, others: SuggestedRoles, preset: keyof typeof KEYS): PresetFit {
  const keys = KEYS[preset];
  const usual = CHATS.filter(name => columns.includes(name));
  const column = [...usual, ...columns].find(name => holdsMessages(rows, name, keys));
  const facts = { file, preset: NAMES[preset], keys: keys.join(', '), columns: listed(columns) };
  return column === undefined
    ? { preset, roles: {}, unfit: new LuthierError('import.preset_messages', facts).payload }
    : { preset, roles: { ...others, text: column, messages: column }, unfit: null };
}

function listed(columns: readonly string[]): string {
  return columns.slice(0, 100).join(', ') || '(none)';
}

function holdsMessages(rows: readonly Cells[], column: string, keys: readonly string[]): boolean {
  const first = rows.map(row => cellIn(row, column)).find(cell => cell !== null && cell !== '');
  const [message] = messagesIn(first) ?? [];
  return message !== undefined && keys.every(key => Object.hasOwn(message, key));
}
