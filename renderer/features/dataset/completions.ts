import { queryName } from '../../../native-bridge/contract/index.ts';
import type { FieldKind } from './conditions.ts';
import { lastTerm, type Written } from './query-terms.ts';

/** What can be asked for, as the completion knows it. */
export interface Known {
  readonly fields: readonly { readonly name: string; readonly kind: FieldKind }[];
  /** Values of a field, where they are known. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

const MARKS = ['starred', 'noted', 'tagged', 'missing('];

/** Endings for the term that is being written, as the query language spells them. */
export function completions(query: string, { fields, values }: Known): string[] {
  const term = lastTerm(query);
  if (term === null) return [];
  const { before, name, head, sign, value } = term;
  if (value === null) {
    const exact = fields.find(field => field.name.toLowerCase() === name.text.toLowerCase() && !name.isOpen);
    const longer = [...fields, { name: 'is' }].filter(field => field !== exact && starts(field.name, name.text));
    return [
      ...(exact === undefined ? [] : signsOf(exact.kind).map(one => `${before}${queryName(exact.name)}${one}`)),
      ...[...new Set(longer.map(field => queryName(field.name)))].map(field => `${before}${field}:`),
    ];
  }
  if (isWhole(value)) return [];
  if (name.text === 'is' && sign === ':') return marks(before + head, value, fields);
  const field = fields.find(one => one.name.toLowerCase() === name.text.toLowerCase());
  if (sign === ':' && field?.kind === 'date' && DAY.test(value.text)) return [`${before}${head}${value.text}..`];
  const known = values.get(name.text) ?? [];
  return known.filter(one => starts(one, value.text)).map(one => `${before}${head}${queryName(one)} `);
}

function marks(before: string, { text }: Written, fields: Known['fields']): string[] {
  const missing = /^missing\("?([^")]*)$/.exec(text)?.[1];
  if (missing === undefined)
    return MARKS.filter(mark => starts(mark, text)).map(mark => `${before}${mark}${space(mark)}`);
  return fields.filter(({ name }) => starts(name, missing)).map(({ name }) => `${before}missing(${queryName(name)}) `);
}

/** A year, a month or a day that is written out: a time from there on, or the first of a range. */
const DAY = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;

function signsOf(kind: FieldKind): readonly string[] {
  const [comparing, reading] = [
    [':', '>', '>=', '<', '<='],
    [':', '=', ':/'],
  ];
  if (kind === 'number' || kind === 'date') return comparing;
  if (kind === 'mixed') return [...reading, ...comparing.slice(1)];
  return kind === 'text' ? reading : [':'];
}

function space(mark: string): string {
  return mark.endsWith('(') ? '' : ' ';
}

/** A value in closed quotes is what it is. */
function isWhole({ quoted, isOpen }: Written): boolean {
  return quoted && !isOpen;
}

function starts(whole: string, part: string): boolean {
  return whole.toLowerCase().startsWith(part.toLowerCase());
}
