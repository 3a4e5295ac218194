import type { Cell, Row } from '../../../native-bridge/contract/index.ts';

/** What was typed, as the value it was before when it can be one: 3 stays a number. */
export function typedLike(before: Cell | undefined, text: string): Cell {
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === 'boolean' && /^(true|false)$/i.test(text)) return /^true$/i.test(text);
  return text;
}

export interface Edited {
  readonly cells: Record<string, Cell> | null;
  /** Why the text cannot be taken; null when it can. */
  readonly reason: string | null;
}

/** Cells from the text of one column, or from JSON for all of them (`column` null). Nested values become JSON text. */
export function cellsFrom(
  text: string,
  column: string | null,
  before: Row['cells'],
  columns: readonly string[],
): Edited {
  if (column !== null) return { cells: { [column]: typedLike(before[column], text) }, reason: null };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { cells: null, reason: (error as Error).message };
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return { cells: null, reason: text.slice(0, 40) };
  const strange = Object.keys(value).find(name => !columns.includes(name));
  if (strange !== undefined) return { cells: null, reason: strange };
  const cells = Object.entries(value).map(([name, cell]) => [name, toCell(cell)] as const);
  return { cells: Object.fromEntries(cells), reason: null };
}

function toCell(value: unknown): Cell {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? (value as Cell)
    : JSON.stringify(value);
}
