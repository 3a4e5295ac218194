import type { Preset } from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';

/** The shape of instruction or chat data that the columns and the first rows have. */
export function presetOf(columns: readonly string[], rows: readonly Cells[]): Preset {
  const has = (...names: string[]) => names.every(name => columns.includes(name));
  if (has('instruction', 'output')) return 'alpaca';
  for (const column of ['messages', 'conversations', 'conversation']) {
    const keys = firstMessage(rows, column);
    if (keys.includes('role') && keys.includes('content')) return 'openai-messages';
    if (keys.includes('from') && keys.includes('value')) return 'sharegpt';
  }
  return 'plain';
}

function firstMessage(rows: readonly Cells[], column: string): string[] {
  const text = rows.map(row => row[column]).find(cell => typeof cell === 'string' && cell !== '');
  try {
    const [message] = JSON.parse(String(text)) as unknown[];
    return typeof message === 'object' && message !== null ? Object.keys(message) : [];
  } catch {
    return [];
  }
}
