import type { SchemaTree } from 'hyparquet';
import type { Cell } from '../../../contract/index.ts';

/** A decimal number exactly as text: 57 with a scale of 2 is 0.57. */
export function decimalText(whole: string, scale: number): string {
  if (scale <= 0) return whole;
  const [sign, digits] = whole.startsWith('-') ? ['-', whole.slice(1)] : ['', whole];
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** Digits that a number surely keeps. */
const SAFE_DIGITS = 15;

function decimalCell(whole: bigint, scale: number): Cell {
  const text = decimalText(String(whole), scale);
  const digits = String(whole).replace(/^-|0+$/g, '');
  return digits.length <= SAFE_DIGITS && Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER ? Number(text) : text;
}

type Exact = (value: unknown) => unknown;

/**
 * For a column of Parquet what puts the decimals in its values right; null where there are none. The reader would make
 * floating numbers of them, and lose digits: the schema is changed so that it leaves them as the whole numbers they are
 * stored as.
 */
export function exactDecimals({ element, children }: SchemaTree): Exact | null {
  const [first] = children;
  if (first === undefined) {
    if (element.converted_type !== 'DECIMAL' && element.logical_type?.type !== 'DECIMAL') return null;
    const { scale = 0 } = element;
    delete element.converted_type;
    delete element.logical_type;
    return everywhere(value => decimalCell(wholeOf(value), scale));
  }
  const isRepeated = children.length === 1 && first.element.repetition_type === 'REPEATED';
  if (isRepeated && element.converted_type === 'LIST' && first.children.length < 2) {
    return exactDecimals(first.children[0] ?? first);
  }
  if (isRepeated && element.converted_type === 'MAP' && first.children.length === 2) {
    const exact = exactDecimals(first.children[1] as SchemaTree);
    return exact && everywhere(map => mapped(map, () => exact));
  }
  const parts = new Map(children.map(child => [child.element.name, exactDecimals(child)]));
  if (![...parts.values()].some(part => part !== null)) return null;
  return everywhere(struct => mapped(struct, name => parts.get(name) ?? null));
}

/** In lists for each of their values, and what is not there stays so. */
function everywhere(exact: Exact): Exact {
  return value => {
    if (value === null || value === undefined) return value;
    return Array.isArray(value) ? value.map(everywhere(exact)) : exact(value);
  };
}

function mapped(object: unknown, exactOf: (name: string) => Exact | null): object {
  return Object.fromEntries(
    Object.entries(object as object).map(([name, value]) => [name, exactOf(name)?.(value) ?? value]),
  );
}

/** A whole number as Parquet stores it: as one, or as bytes in two's complement, the highest first. */
function wholeOf(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number | bigint);
  let whole = 0n;
  for (const byte of value) whole = (whole << 8n) | BigInt(byte);
  return BigInt.asIntN(value.length * 8, whole);
}
