import type { Cell, Split } from '../../contract/index.ts';

const NAMES: Readonly<Record<Split, readonly string[]>> = {
  train: ['train', 'training', '训练', '训练集'],
  validation: ['validation', 'valid', 'val', 'dev', 'development', '验证', '验证集'],
  test: ['test', 'testing', '测试', '测试集'],
};

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([split, names]) => names.map(name => [name, split as Split] as const)),
);

/** The split a cell of a file names, null when it names none. */
export function splitOfValue(value: string): Split | null {
  return BY_NAME.get(value.trim().toLowerCase()) ?? null;
}

/** From here on a bare number is seconds, from there on milliseconds, since 1970: both begin in the seventies. */
const SECONDS_FROM = 1e8;
const MILLISECONDS_FROM = 1e11;

/** A cell as a moment in milliseconds since 1970; NaN when it is none. Days may be written in Chinese. */
export function timeOf(cell: Cell | undefined): number {
  if (cell === null || cell === undefined || typeof cell === 'boolean') return Number.NaN;
  const number = typeof cell === 'number' ? cell : /^\d{9,13}(\.\d+)?$/.test(cell.trim()) ? Number(cell) : Number.NaN;
  if (number >= MILLISECONDS_FROM) return number;
  if (number >= SECONDS_FROM) return number * 1000;
  // A date without a year is read by V8 as one of 2001.
  const text = String(cell)
    .replace(/(\d)\s*[年月]\s*/g, '$1-')
    .replace(/(\d)\s*日\s*/, '$1 ')
    .trim();
  return /\d{4}/.test(text) ? Date.parse(text) : Number.NaN;
}
