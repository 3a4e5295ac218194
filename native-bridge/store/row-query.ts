import type { Database } from 'better-sqlite3';
import type { Cell } from '../contract/index.ts';
import { rowNumberReader } from '../core/row-numbers.ts';
import { languageOf } from '../core/text-facts.ts';
import { countWords, gramFinder } from '../core/text-words.ts';
import { timeOf } from '../core/time-of.ts';
import type { Cells } from './rows.ts';
import { matchFor } from './search-text.ts';

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

interface Sql {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/** Teaches a connection what queries need beyond SQLite, and what Luthier counts in texts. */
export function teachQueries(db: Database): void {
  let compiled: { key: string; expression: RegExp } | null = null;
  db.function('matches_pattern', { deterministic: true }, (value, pattern, flags) => {
    if (value === null) return 0;
    const key = `${flags}/${pattern}`;
    if (compiled?.key !== key) compiled = { key, expression: new RegExp(String(pattern), String(flags)) };
    return Number((compiled as { expression: RegExp }).expression.test(String(value)));
  });
  db.function('cell_of', { deterministic: true }, (cells, name) => {
    const cell = (JSON.parse(String(cells)) as Cells)[String(name)];
    return typeof cell === 'boolean' ? Number(cell) : (cell ?? null);
  });
  teachTexts(db);
}

function teachTexts(db: Database): void {
  const textOf = (cell: unknown): string => (cell === null ? '' : String(cell));
  db.function('words_of', { deterministic: true }, cell => countWords(textOf(cell)));
  db.function('language_of', { deterministic: true }, cell => {
    const text = textOf(cell);
    return /\S/.test(text) ? languageOf(text) || 'und' : null;
  });
  db.function('moment_of', { deterministic: true }, cell => {
    const atMs = timeOf(cell as Cell);
    return Number.isNaN(atMs) ? null : atMs;
  });
  let finder = { gram: '', find: gramFinder('') };
  db.function('has_gram', { deterministic: true }, (cell, gram) => {
    if (finder.gram !== gram) finder = { gram: String(gram), find: gramFinder(String(gram)) };
    return Number(finder.find(textOf(cell)));
  });
  const counted = rowNumberReader();
  db.function('counted_of', (file, row) => counted(String(file), Number(row)));
}

/** The row numbers a query asks for, in its order, as they are found. */
export function* findRows(db: Database, query: RowQuery): Generator<number> {
  const { text, values } = rowsSql(query);
  yield* db
    .prepare<unknown[], number>(text)
    .pluck()
    .iterate(...values);
}

function rowsSql(query: RowQuery): Sql {
  const where = query.filter === null ? null : filterSql(query.filter, query);
  const order = query.sort === null ? null : fieldSql(query.sort.field, query);
  const direction = query.sort?.descending ? 'DESC' : 'ASC';
  return {
    text: `SELECT row FROM rows WHERE dataset = ? AND removed = 0 ${where ? `AND ${where.text}` : ''}
           ORDER BY ${order ? `${order.text} ${direction},` : ''} row`,
    values: [query.dataset, ...(where?.values ?? []), ...(order?.values ?? [])],
  };
}

function filterSql(filter: RowFilter, query: RowQuery): Sql {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const parts = filter.of.map(part => filterSql(part, query));
      const between = filter.kind === 'and' ? ' AND ' : ' OR ';
      return { text: `(${parts.map(({ text }) => text).join(between)})`, values: parts.flatMap(part => part.values) };
    }
    case 'not': {
      const { text, values } = filterSql(filter.of, query);
      return { text: `NOT coalesce(${text}, 0)`, values };
    }
    case 'words':
      return wordsSql(filter.words, query);
    case 'has':
      return hasSql(filter.field, filter.value, query);
    case 'compare': {
      const { text, values } = fieldSql(filter.field, query);
      const typed = `CAST(${text} AS ${typeof filter.value === 'number' ? 'REAL' : 'TEXT'})`;
      return { text: `${typed} ${filter.is} ?`, values: [...values, filter.value] };
    }
    case 'matches': {
      const { text, values } = fieldSql(filter.field, query);
      return { text: `matches_pattern(${text}, ?, ?)`, values: [...values, filter.pattern, filter.flags] };
    }
    case 'gram': {
      const { text, values } = columnSql(query.textColumn);
      return { text: `has_gram(${text}, ?)`, values: [...values, filter.gram] };
    }
    case 'missing': {
      const { text, values } = fieldSql(filter.field, query);
      return { text: `coalesce(${text}, '') = ''`, values };
    }
  }
}

/** By the word index; rows that are not in it yet are read, so that an answer is complete at any moment. */
function wordsSql(words: string, { dataset }: RowQuery): Sql {
  const match = matchFor(words);
  const like = likeAnywhere(words);
  if (match === null) return { text: "cells LIKE ? ESCAPE '\\'", values: [like] };
  const offset = dataset * 2 ** 32;
  return {
    text: `row IN (SELECT rowid - ? FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?
                   EXCEPT SELECT row FROM words_behind WHERE dataset = ?
                   UNION SELECT row FROM words_behind JOIN rows USING (dataset, row)
                         WHERE dataset = ? AND cells LIKE ? ESCAPE '\\'
                   UNION SELECT row FROM rows WHERE dataset = ? AND cells LIKE ? ESCAPE '\\'
                         AND row > coalesce((SELECT row FROM words_upto WHERE dataset = ?), 0))`,
    values: [offset, match, offset, offset + 2 ** 32 - 1, dataset, dataset, like, dataset, like, dataset],
  };
}

function hasSql(field: Field, value: string, query: RowQuery): Sql {
  if (field.kind === 'tag') return { text: "tags LIKE ? ESCAPE '\\'", values: [likeAnywhere(` ${value} `)] };
  const { text, values } = fieldSql(field, query);
  if (field.kind === 'split' || field.kind === 'label' || field.kind === 'language')
    return { text: `${text} = ?`, values: [...values, value] };
  const like = { text: `${text} LIKE ? ESCAPE '\\'`, values: [...values, likeAnywhere(value)] };
  if (value.trim() === '' || Number.isNaN(Number(value))) return like;
  // A number is not a part of another one: 7 does not stand in 17.
  return {
    text: `CASE WHEN typeof(${text}) IN ('integer', 'real') THEN ${text} = ? ELSE ${like.text} END`,
    values: [...values, ...values, Number(value), ...like.values],
  };
}

function fieldSql(field: Field, query: RowQuery): Sql {
  switch (field.kind) {
    case 'column':
      return columnSql(field.name);
    case 'length': {
      const { text, values } = columnSql(query.textColumn);
      return { text: `coalesce(length(${text}), 0)`, values };
    }
    case 'words':
    case 'language': {
      const { text, values } = columnSql(query.textColumn);
      return { text: `${field.kind}_of(${text})`, values };
    }
    case 'moment': {
      const { text, values } = columnSql(field.column);
      return { text: `moment_of(${text})`, values };
    }
    case 'counted':
      return { text: 'counted_of(?, row)', values: [field.file] };
    case 'perplexity':
      return { text: NEWEST_SCORE, values: [query.dataset] };
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
