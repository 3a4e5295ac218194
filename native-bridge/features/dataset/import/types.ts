import type { Cell, CellType, ColumnType } from '../../../contract/index.ts';
import { timeOf } from '../../../core/time-of.ts';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Numbers do not begin so: it names something, as 00123 does. */
const LEADING_ZERO = /^[+-]?0\d/;
const DATE = /^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}( .*)?)$/;

/** What a column holds, also where all of its cells are text, as those of a CSV are. */
export function typeOf(values: readonly Cell[]): ColumnType {
  const kinds = new Set(values.map(kindOf));
  const [kind] = kinds;
  if (kind === undefined) return 'empty';
  return kinds.size === 1 ? kind : 'mixed';
}

function kindOf(value: Cell): CellType {
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean';
  const text = String(value).trim();
  if (numberIn(text) !== undefined) return 'number';
  if (/^(true|false)$/i.test(text)) return 'boolean';
  if (DATE.test(text)) return 'date';
  if (/^[[{]/.test(text) && isJson(text)) return 'json';
  return 'text';
}

/**
 * A cell as one of this type; undefined when it is nothing of the kind. What is empty stays empty. Nothing that a text
 * says is lost in a number: one with more digits than it can hold is none.
 */
export function cellAs(cell: Cell, type: CellType): Cell | undefined {
  if (cell === null || cell === '') return cell;
  switch (type) {
    case 'text':
      return String(cell);
    case 'number':
      return typeof cell === 'string' ? numberIn(cell.trim()) : typeof cell === 'number' ? cell : undefined;
    case 'boolean':
      return booleanIn(cell);
    case 'date':
      return dateIn(cell);
    case 'json':
      return typeof cell !== 'string' || isJson(cell) ? cell : undefined;
  }
}

function numberIn(text: string): number | undefined {
  if (!NUMBER.test(text) || LEADING_ZERO.test(text)) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number) || (/^[+-]?\d+$/.test(text) && !Number.isSafeInteger(number))) return undefined;
  return digitsOf(text) === digitsOf(String(number)) ? number : undefined;
}

/** The digits of a number from the first to the last that is none of the zeros around them, and where its point is. */
function digitsOf(text: string): string {
  const [, whole = '', part = '', power = '0'] = /^[+-]?(\d*)\.?(\d*)(?:e(.+))?$/i.exec(text) ?? [];
  const [all = '', digits = ''] = /^0*(\d*[1-9])?/.exec(whole + part) ?? [];
  return digits === '' ? '0' : `${digits}e${Number(power) + whole.length - (all.length - digits.length)}`;
}

function booleanIn(cell: Cell): boolean | undefined {
  const text = String(cell).trim();
  if (/^(true|yes|1|是)$/i.test(text)) return true;
  return /^(false|no|0|否)$/i.test(text) ? false : undefined;
}

/** A text that is ISO 8601 stays as it is written; any other moment is written so, without a clock where it had none. */
function dateIn(cell: Cell): string | undefined {
  const atMs = timeOf(cell);
  if (Number.isNaN(atMs)) return undefined;
  const text = String(cell).trim();
  if (/^\d{4}-\d\d-\d\d([T ]|$)/.test(text)) return text;
  const whole = new Date(atMs).toISOString();
  return typeof cell === 'string' && !/[:时点]|^\d{9,}/.test(text) ? whole.slice(0, 10) : whole;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
