import type { Database } from 'better-sqlite3';
import { numberIn } from '../core/numbers.ts';
import { teachFunctions } from './row-functions.ts';
import { judgedRows, type Verdict } from './row-patterns.ts';
import { matchFor, phraseOf } from './search-text.ts';

/** What rows are asked for, as parsed from the query language. */
export type RowFilter =
  | { readonly kind: 'and' | 'or'; readonly of: readonly RowFilter[] }
  | { readonly kind: 'not'; readonly of: RowFilter }
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'has'; readonly field: Field; readonly value: string }
  | {
      readonly kind: 'compare';
      readonly field: Field;
      readonly is: '=' | '<' | '<=' | '>' | '>=';
      readonly value: string | number;
    }
  | { readonly kind: 'matches'; readonly field: Field; readonly pattern: string; readonly flags: string }
  /** Words beside each other in the text. */
  | { readonly kind: 'gram'; readonly gram: string }
  | { readonly kind: 'missing'; readonly field: Field };

/** A column of the file, or what Luthier knows of a row. */
export type Field =
  | { readonly kind: 'column'; readonly name: string }
  /** When a row was, in milliseconds since 1970, however its cell writes it. */
  | { readonly kind: 'moment'; readonly column: string }
  /** A number of each row that was counted before, and the file of these numbers. */
  | { readonly kind: 'counted'; readonly file: string }
  | { readonly kind: 'words' | 'language' }
  | { readonly kind: 'row' | 'split' | 'label' | 'length' | 'perplexity' | 'tag' | 'note' | 'starred' };

export interface RowSort {
  readonly field: Field;
  readonly descending: boolean;
}

export interface RowQuery {
  readonly dataset: number;
  /** The column of the text role: what `length` measures. */
  readonly textColumn: string;
  readonly filter: RowFilter | null;
  readonly sort: RowSort | null;
}

/** A query over a span of rows, up to `indexed` of which the word index has. */
interface Asked extends RowQuery {
  readonly indexed: number;
  readonly from: number;
  readonly to: number;
}

interface Sql {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/**
 * Teaches a connection what queries need beyond SQLite. `goOn` is called every now and then while rows are read: what it
 * throws ends the search.
 */
export function teachQueries(db: Database, goOn: () => void = () => {}): void {
  teachFunctions(db);
  db.function('going_on', () => {
    goOn();
    return 1;
  });
}

/**
 * The row numbers a query asks for, in its order, as they are found. Throws `dataset.pattern_slow` where a regular
 * expression does not come to an end.
 */
export function* findRows(db: Database, query: RowQuery): Generator<number> {
  for (const asked of spansOf(db, query)) {
    const { text, values, verdict } = rowsSql(asked);
    const lines = db.prepare<unknown[], unknown[]>(text).raw().iterate(values);
    if (verdict !== null) {
      const going = db.prepare('SELECT going_on()');
      yield* judgedRows(lines, verdict, () => void going.get());
    } else for (const [row] of lines) yield row as number;
  }
}

/** In the order of rows, those that the word index has come first, so that they are there at once. */
function spansOf(db: Database, query: RowQuery): Asked[] {
  const whole = { ...query, indexed: 0, from: 1, to: MOST_ROWS };
  if (query.filter === null || !some(query.filter, ({ kind }) => kind === 'words')) return [whole];
  const indexed =
    db.prepare<[number], number>('SELECT row FROM words_upto WHERE dataset = ?').pluck().get(query.dataset) ?? 0;
  const last =
    db.prepare<[number], number | null>('SELECT max(row) FROM rows WHERE dataset = ?').pluck().get(query.dataset) ?? 0;
  if (indexed >= last) return [{ ...whole, indexed: MOST_ROWS }];
  if (indexed === 0 || query.sort !== null) return [{ ...whole, indexed }];
  return [
    { ...whole, indexed, to: indexed },
    { ...whole, indexed, from: indexed + 1 },
  ];
}

/** The rowid of the word index has as much room for a row. */
const MOST_ROWS = 2 ** 32 - 1;

/** Whether a filter, or a part of it, is so. */
export function some(filter: RowFilter, is: (filter: RowFilter) => boolean): boolean {
  if (is(filter)) return true;
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some(part => some(part, is));
  return filter.kind === 'not' && some(filter.of, is);
}

function hasPattern(filter: RowFilter): boolean {
  return some(filter, ({ kind }) => kind === 'matches');
}

/** Regular expressions are not SQLite's: what they need is selected beside the row and judged outside. */
function rowsSql(asked: Asked): Sql & { readonly verdict: Verdict | null } {
  const parts = asked.filter === null ? [] : asked.filter.kind === 'and' ? asked.filter.of : [asked.filter];
  const where = joined(
    parts.filter(part => !hasPattern(part)).map(part => filterSql(part, asked)),
    'AND',
  );
  const columns: Sql[] = [];
  const judged = parts.filter(hasPattern).map(part => verdictOf(part, asked, columns));
  const order = asked.sort === null ? null : orderSql(asked.sort, asked);
  const inSpan = asked.from > 1 || asked.to < MOST_ROWS ? 'AND row BETWEEN ? AND ?' : '';
  return {
    text: `SELECT ${['row', ...columns.map(({ text }) => text)].join(', ')} FROM rows
           WHERE dataset = ? AND removed = 0 AND ((row & 1023) <> 0 OR going_on()) ${inSpan} AND ${where.text}
           ORDER BY ${order ? `${order.text},` : ''} row`,
    values: [
      ...columns.flatMap(({ values }) => values),
      asked.dataset,
      ...(inSpan ? [asked.from, asked.to] : []),
      ...where.values,
      ...(order?.values ?? []),
    ],
    verdict: judged.length === 0 ? null : { kind: 'and', of: judged },
  };
}

function verdictOf(filter: RowFilter, asked: Asked, columns: Sql[]): Verdict {
  const select = (sql: Sql): number => columns.push(sql);
  if (filter.kind === 'matches') {
    const { pattern, flags } = filter;
    return { kind: 'matches', column: select(fieldSql(filter.field, asked)), pattern, flags };
  }
  if (!hasPattern(filter)) return { kind: 'known', column: select(filterSql(filter, asked)) };
  if (filter.kind === 'not') return { kind: 'not', of: verdictOf(filter.of, asked, columns) };
  const { kind, of } = filter as { kind: 'and' | 'or'; of: readonly RowFilter[] };
  return { kind, of: of.map(part => verdictOf(part, asked, columns)) };
}

/** Numbers by their size, then texts, in either direction; what is not there comes last. */
function orderSql({ field, descending }: RowSort, asked: Asked): Sql {
  const { text, values } = fieldSql(field, asked);
  const key = field.kind === 'column' ? `sort_key(${text})` : text;
  const keys = [`${key} IS NULL`, `typeof(${key}) = 'text'`, `${key} ${descending ? 'DESC' : 'ASC'}`];
  return { text: keys.join(', '), values: [...values, ...values, ...values] };
}

/** In a tree of little depth, since SQLite reads none of a thousand. */
function joined(parts: readonly Sql[], by: 'AND' | 'OR'): Sql {
  const [first] = parts;
  if (first === undefined) return { text: '1', values: [] };
  if (parts.length === 1) return first;
  const half = parts.length >> 1;
  const [left, right] = [joined(parts.slice(0, half), by), joined(parts.slice(half), by)];
  return { text: `(${left.text} ${by} ${right.text})`, values: [...left.values, ...right.values] };
}

function filterSql(filter: RowFilter, asked: Asked): Sql {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(
        filter.of.map(part => filterSql(part, asked)),
        filter.kind === 'and' ? 'AND' : 'OR',
      );
    case 'not': {
      const { text, values } = filterSql(filter.of, asked);
      return { text: `NOT coalesce(${text}, 0)`, values };
    }
    case 'words':
      return wordsSql(filter.words, asked);
    case 'has':
      return hasSql(filter.field, filter.value, asked);
    case 'compare':
      return compareSql(filter, asked);
    case 'gram': {
      const { text, values } = columnSql(asked.textColumn);
      return { text: `has_gram(${text}, ?)`, values: [...values, filter.gram] };
    }
    case 'missing': {
      const { text, values } = fieldSql(filter.field, asked);
      return { text: `coalesce(${text}, '') = ''`, values };
    }
    case 'matches':
      throw new Error('a regular expression is judged outside of SQLite');
  }
}

/** By the word index; rows that are not in it yet are read, so that an answer is complete at any moment. */
function wordsSql(words: string, { dataset, indexed, from, to }: Asked): Sql {
  const phrase = phraseOf(words);
  if (phrase === null) return { text: 'holds_anywhere(cells, ?)', values: [words] };
  const offset = dataset * 2 ** 32;
  const judged = [phrase.words.join(' '), Number(phrase.isOpen)];
  const read: Sql = { text: 'holds_phrase(cells, ?, ?)', values: judged };
  if (from > indexed) return read;
  const looked: Sql = {
    text: `row IN (SELECT rowid - ? FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?
                   EXCEPT SELECT row FROM words_behind WHERE dataset = ?
                   UNION SELECT row FROM words_behind CROSS JOIN rows USING (dataset, row)
                         WHERE dataset = ? AND ${read.text})`,
    values: [offset, matchFor(phrase), offset, offset + indexed, dataset, dataset, ...judged],
  };
  if (to <= indexed) return looked;
  return {
    text: `CASE WHEN row <= ? THEN ${looked.text} ELSE ${read.text} END`,
    values: [indexed, ...looked.values, ...read.values],
  };
}

function hasSql(field: Field, value: string, asked: Asked): Sql {
  if (field.kind === 'tag') return { text: "tags LIKE ? ESCAPE '\\'", values: [likeAnywhere(` ${value} `)] };
  const { text, values } = fieldSql(field, asked);
  if (field.kind === 'split' || field.kind === 'label' || field.kind === 'language') {
    return { text: `${text} = ?`, values: [...values, value] };
  }
  if (field.kind === 'column' && isTruth(value)) return truthSql(field.name, value);
  // LIKE takes only letters of ASCII for the same, large or small.
  const like = isCasedBeyondAscii(value)
    ? { text: `holds_text(${text}, ?)`, values: [...values, value] }
    : { text: `${text} LIKE ? ESCAPE '\\'`, values: [...values, likeAnywhere(value)] };
  const number = numberIn(value);
  if (number === null) return like;
  // A number is not a part of another one: 7 does not stand in 17.
  return {
    text: `CASE WHEN typeof(${text}) IN ('integer', 'real') THEN ${text} = ? ELSE ${like.text} END`,
    values: [...values, ...values, number, ...like.values],
  };
}

/** With a number, what reads as a number is compared as one, and nothing else; with a text, all are texts. */
function compareSql({ field, is, value }: Extract<RowFilter, { kind: 'compare' }>, asked: Asked): Sql {
  if (field.kind === 'tag' && is === '=') return hasSql(field, String(value), asked);
  if (field.kind === 'column' && is === '=' && isTruth(value)) return truthSql(field.name, value);
  const { text, values } = fieldSql(field, asked);
  const isNumber = typeof value === 'number';
  const typed = !isNumber ? `CAST(${text} AS TEXT)` : field.kind === 'column' ? `number_of(${text})` : text;
  return { text: `${typed} ${is} ?`, values: [...values, value] };
}

function isTruth(value: string | number): value is string {
  return value === 'true' || value === 'false';
}

function truthSql(name: string, value: string): Sql {
  return { text: 'text_of(cells, ?) = ?', values: [name, value] };
}

function isCasedBeyondAscii(value: string): boolean {
  const others = value.replace(ASCII, '');
  return others.toLowerCase() !== others.toUpperCase();
}

const ASCII = /[\0-\x7f]+/g;

function fieldSql(field: Field, asked: Asked): Sql {
  switch (field.kind) {
    case 'column':
      return columnSql(field.name);
    case 'length': {
      const { text, values } = columnSql(asked.textColumn);
      return { text: `coalesce(length(${text}), 0)`, values };
    }
    case 'words':
    case 'language': {
      const { text, values } = columnSql(asked.textColumn);
      return { text: `${field.kind}_of(${text})`, values };
    }
    case 'moment': {
      const { text, values } = columnSql(field.column);
      return { text: `moment_of(${text})`, values };
    }
    case 'counted':
      return { text: 'counted_of(?, row)', values: [field.file] };
    case 'perplexity':
      return { text: NEWEST_SCORE, values: [asked.dataset] };
    case 'tag':
      return { text: 'tags', values: [] };
    default:
      return { text: field.kind, values: [] };
  }
}

/** By the newest scoring of the dataset; null for a row that has none as it is. */
const NEWEST_SCORE = `(SELECT perplexity FROM row_scores WHERE row_scores.row = rows.row AND stale = 0
  AND scoring = (SELECT key FROM scorings WHERE dataset = ? ORDER BY place DESC LIMIT 1))`;

/** A path of SQLite cannot name a key with a quote in it. */
function columnSql(name: string): Sql {
  if (/["\\]/.test(name)) return { text: 'cell_of(cells, ?)', values: [name] };
  return { text: 'json_extract(cells, ?)', values: [`$."${name}"`] };
}

function likeAnywhere(value: string): string {
  return `%${value.replace(/[\\%_]/g, '\\$&')}%`;
}
