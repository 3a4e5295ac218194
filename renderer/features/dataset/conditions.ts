import { type Dataset, queryName, queryValue } from '../../../native-bridge/contract/index.ts';
import type { ColumnKind, ColumnType, ColumnTypes } from './column-types.ts';

/** How a field can be compared, by what it holds. A choice is a text of which the values are known; of `mixed` some are numbers. */
export type FieldKind = ColumnKind | 'mixed' | 'choice' | 'tag' | 'note';

/** What a condition can be about: a column of the file, or what Luthier knows of a row. */
export interface ConditionField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isColumn: boolean;
  /** Whether it plays the part `time`: a day that is named holds to its end. */
  readonly isTime?: boolean;
}

export type Operator = (typeof OPERATORS)[FieldKind][number];

export const OPERATORS = {
  text: ['contains', 'lacks', 'equals', 'differs', 'matches', 'empty', 'filled'],
  mixed: ['contains', 'lacks', 'equals', 'differs', 'above', 'below', 'between', 'matches', 'empty', 'filled'],
  number: ['equals', 'above', 'below', 'between', 'empty', 'filled'],
  boolean: ['true', 'false', 'empty', 'filled'],
  date: ['after', 'before', 'between', 'empty', 'filled'],
  choice: ['equals', 'differs', 'empty', 'filled'],
  tag: ['equals', 'differs', 'empty', 'filled'],
  note: ['contains', 'lacks', 'empty', 'filled'],
} as const;

/** How many values an operator takes. */
export function valuesOf(operator: Operator): 0 | 1 | 2 {
  if (['true', 'false', 'empty', 'filled'].includes(operator)) return 0;
  return operator === 'between' ? 2 : 1;
}

/** Columns first, in their order; then what is known beside them under a name that no column has. */
export function conditionFields({ columns, roles }: Dataset, types: ColumnTypes): readonly ConditionField[] {
  const known: ConditionField[] = [
    { name: 'split', kind: 'choice', isColumn: false },
    { name: 'label', kind: 'choice', isColumn: false },
    { name: 'text', kind: 'text', isColumn: false },
    { name: 'tag', kind: 'tag', isColumn: false },
    { name: 'note', kind: 'note', isColumn: false },
    { name: 'length', kind: 'number', isColumn: false },
    { name: 'words', kind: 'number', isColumn: false },
    { name: 'perplexity', kind: 'number', isColumn: false },
    { name: 'row', kind: 'number', isColumn: false },
  ];
  return [
    ...columns
      .filter(name => name !== 'label')
      .map(name => ({
        name,
        // Times are compared as times, however the cells write them.
        kind: name === roles.time ? ('date' as const) : kindOf(types.get(name)),
        isColumn: true,
        isTime: name === roles.time,
      })),
    ...known.filter(({ name }) => (name === 'label' ? roles.label !== undefined : !columns.includes(name))),
  ];
}

function kindOf(type: ColumnType | undefined): FieldKind {
  return type?.kind === 'text' && type.hasNumbers ? 'mixed' : (type?.kind ?? 'text');
}

/** The condition in the query language; null while a value is missing. */
export function conditionTerm(
  { name, kind, isTime = false }: ConditionField,
  operator: Operator,
  [first, second]: readonly [string, string],
): string | null {
  const field = queryName(name);
  const needed = [first, second].slice(0, valuesOf(operator));
  if (needed.some(value => value.trim() === '')) return null;
  const isOfNumbers = kind === 'number' || (kind === 'mixed' && ['above', 'below', 'between'].includes(operator));
  if (isOfNumbers && needed.some(value => !Number.isFinite(Number(value)))) return null;
  const value = isOfNumbers ? first.trim() : queryName(first);
  const date = (text: string, until: boolean) => queryValue(until && !isTime ? `${text}T99` : text);
  // A label, a split and a tag are compared as a whole by `:`; a column would only have to contain it.
  const equal = kind === 'choice' || kind === 'tag' ? ':' : '=';

  switch (operator) {
    case 'contains':
      return `${field}:${queryValue(first)}`;
    case 'lacks':
      return `-${field}:${queryValue(first)}`;
    case 'equals':
      return `${field}${equal}${kind === 'number' ? value : queryValue(first)}`;
    case 'differs':
      return `-${field}${equal}${queryValue(first)}`;
    case 'matches':
      return `${field}:/${first.replace(/\\.|\//gs, found => (found === '/' ? '\\/' : found))}/`;
    case 'above':
      return `${field}>${value}`;
    case 'below':
      return `${field}<${value}`;
    case 'after':
      return `${field}>=${date(first, false)}`;
    case 'before':
      return `${field}<${date(first, false)}`;
    case 'between':
      return kind === 'date'
        ? `${field}>=${date(first, false)} ${field}<=${date(second, true)}`
        : `${field}:${value}..${second.trim()}`;
    case 'true':
    case 'false':
      return `${field}=${operator === 'true' ? 1 : 0}`;
    case 'empty':
      return `is:missing(${field})`;
    case 'filled':
      return `-is:missing(${field})`;
  }
}
