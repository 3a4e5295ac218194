import { type Cell, cellIn, type Row } from '../../../native-bridge/contract/index.ts';
import type { ColumnType, ColumnTypes, Stored } from './column-types.ts';
import { JsonBroken, type JsonEntry, type JsonNode, readJson } from './json-tree.ts';

/** A cell as text, to be written on. */
export function cellText(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}

/** What was typed, as the value it was before, or its column holds, when it can be one: 3 stays a number. */
export function typedLike(before: Cell | undefined, text: string, type?: ColumnType): Cell {
  const isLike = (stored: Stored) =>
    typeof before === stored || ((before ?? null) === null && type?.holds.size === 1 && type.holds.has(stored));
  if (isLike('number') && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (isLike('boolean') && /^(true|false)$/i.test(text)) return /^true$/i.test(text);
  return text;
}

/** What is wrong with a text, and where it stands in it. */
export type JsonProblem = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'broken' | 'notRow' | 'notChat' | 'notContent' }
  | { readonly kind: 'notTurn'; readonly who: string; readonly what: string }
  | { readonly kind: 'unknown' | 'twice'; readonly name: string }
  | { readonly kind: 'type'; readonly name: string; readonly types: readonly Stored[] }
  | { readonly kind: 'role'; readonly roles: readonly string[] }
);

export interface EditedRow {
  /** Null when the text cannot be taken. */
  readonly cells: Record<string, Cell> | null;
  readonly problems: readonly JsonProblem[];
  /** Columns that lose their value because their name is not there. */
  readonly emptied: readonly string[];
}

/**
 * The cells of a whole row from its JSON, by the types its columns hold. A name that is not there means no value. Nested
 * values become JSON text.
 */
export function rowFromJson(
  text: string,
  before: Row['cells'],
  columns: readonly string[],
  types: ColumnTypes,
): EditedRow {
  const node = nodeOf(text);
  if (isProblem(node)) return refused([node]);
  if (Array.isArray(node.value) || node.value === null || typeof node.value !== 'object') {
    return refused([{ kind: 'notRow', from: node.from, to: node.to }]);
  }
  const known = new Set(columns);
  const seen = new Set<string>();
  const problems = node.entries.flatMap((entry): readonly JsonProblem[] => {
    const place = { from: entry.from, to: entry.to, name: entry.name };
    if (!known.has(entry.name)) return [{ ...place, kind: 'unknown' }];
    if (seen.has(entry.name)) return [{ ...place, kind: 'twice' }];
    seen.add(entry.name);
    return wrongType(entry, cellIn(before, entry.name), types.get(entry.name));
  });
  if (problems.length > 0) return refused(problems);

  const written = new Map(node.entries.map(({ name, node }) => [name, toCell(node.value)]));
  const missing = columns.filter(name => !written.has(name));
  return {
    cells: Object.fromEntries(columns.map(name => [name, written.get(name) ?? null])),
    problems,
    emptied: missing.filter(name => cellIn(before, name) !== null),
  };
}

/** Cells that are another value than before. */
export function changedCells(cells: Record<string, Cell>, before: Row['cells']): Record<string, Cell> {
  return Object.fromEntries(Object.entries(cells).filter(([name, cell]) => cell !== cellIn(before, name)));
}

interface Broken {
  readonly kind: 'broken';
  readonly from: number;
  readonly to: number;
}

export function isProblem(node: JsonNode | Broken): node is Broken {
  return 'kind' in node;
}

/** The tree of a JSON text, or from where on it is none. */
export function nodeOf(text: string): JsonNode | Broken {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonBroken)) throw error;
    const from = Math.min(error.at, Math.max(0, text.length - 1));
    return { kind: 'broken', from, to: Math.min(text.length, from + 1) };
  }
}

function wrongType({ name, node }: JsonEntry, before: Cell | undefined, type: ColumnType | undefined): JsonProblem[] {
  const types = new Set(type?.holds);
  if (before !== null && before !== undefined) types.add(typeof before as Stored);
  const stored = node.value === null ? null : typeof toCell(node.value);
  if (stored === null || types.size === 0 || types.has(stored as Stored)) return [];
  return [{ kind: 'type', name, types: [...types].sort(), from: node.from, to: node.to }];
}

function refused(problems: readonly JsonProblem[]): EditedRow {
  return { cells: null, problems, emptied: [] };
}

function toCell(value: unknown): Cell {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? (value as Cell)
    : JSON.stringify(value);
}
