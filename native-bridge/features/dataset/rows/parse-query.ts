import { because, becausePattern, LuthierError } from '../../../contract/index.ts';
import { numberIn } from '../../../core/numbers.ts';
import { patternOf } from '../../../core/pattern.ts';
import { timeOf } from '../../../core/time-of.ts';
import type { Field, RowFilter } from '../../../store/row-query.ts';

/**
 * The query language of the grid:
 *
 *     word "a phrase"        in any text of the row, by the word index
 *     column:part            contains; exact for split, label and tag
 *     column=value  column>3  column:1..5  perplexity>100  words:10..20  language:de
 *     gram:"free money"      beside each other in the text
 *     time:2006-01..2006-03  the time column, however its cells write it; under its own name too where it is compared
 *     tokens>500  repeats>1  once they were counted
 *     column:/pattern/i      a regular expression
 *     is:starred  is:missing(column)
 *     -x or not x, x or y, (x y)
 *
 * A column goes before what Luthier knows under the same name; with a # before it, as `#time`, the latter is meant.
 *
 * Throws `dataset.query_invalid` with the place.
 */
export function parseQuery(text: string, columns: readonly string[], known: KnownOfRows = NOTHING): RowFilter | null {
  const parser = new Parser(text, columns, known);
  return parser.query();
}

/** More than a person writes, and less than SQLite reads. */
const MOST_TERMS = 1000;
const MOST_DEEP = 50;

/** What is known of the rows of a dataset besides their columns. */
export interface KnownOfRows {
  readonly textColumn: string | undefined;
  readonly timeColumn: string | undefined;
  /** The file of numbers that were counted under this name; null when they are not known as the rows are now. */
  counted(name: string): string | null;
}

const NOTHING: KnownOfRows = { textColumn: undefined, timeColumn: undefined, counted: () => null };
const KNOWN = ['row', 'split', 'label', 'length', 'words', 'language', 'perplexity', 'tag', 'note'] as const;
/** `tokens@<model>` are those of one model. */
const COUNTED = /^(?:repeats|tokens(?:@.+)?)$/;

class Parser {
  readonly #text: string;
  readonly #columns: readonly string[];
  readonly #known: KnownOfRows;
  #at = 0;
  #terms = 0;
  #depth = 0;

  constructor(text: string, columns: readonly string[], known: KnownOfRows) {
    this.#text = text;
    this.#columns = columns;
    this.#known = known;
  }

  query(): RowFilter | null {
    this.#space();
    if (this.#at === this.#text.length) return null;
    const filter = this.#either();
    if (this.#at < this.#text.length) this.#fail(because('query.bracket_closed', {}));
    return filter;
  }

  #either(): RowFilter {
    const of = [this.#all()];
    while (this.#takeWord('or')) of.push(this.#all());
    return of.length === 1 ? (of[0] as RowFilter) : { kind: 'or', of };
  }

  #all(): RowFilter {
    const of: RowFilter[] = [];
    while (this.#at < this.#text.length && !this.#sees(')') && !this.#seesWord('or')) {
      this.#takeWord('and');
      of.push(this.#term());
    }
    if (of.length === 0) this.#fail(because('query.no_term', {}));
    return of.length === 1 ? (of[0] as RowFilter) : { kind: 'and', of };
  }

  #term(): RowFilter {
    if (this.#take('-') || this.#takeWord('not')) return { kind: 'not', of: this.#deeper(() => this.#term()) };
    if (this.#take('(')) {
      const inner = this.#deeper(() => this.#either());
      if (!this.#take(')')) this.#fail(because('query.bracket_open', {}));
      return inner;
    }
    this.#terms += 1;
    if (this.#terms > MOST_TERMS) this.#fail(because('query.too_many_terms', { most: MOST_TERMS }));
    const quoted = this.#sees('"');
    const name = this.#value(/[\s():=<>]/);
    const sign = /^(<=|>=|[:=<>])/.exec(this.#rest())?.[0];
    if (sign === undefined || (!quoted && name === '')) {
      if (quoted && name === '') this.#fail(because('query.no_term', {}));
      if (name === '') this.#fail(because('query.no_name', { sign: this.#rest().charAt(0) }));
      this.#space();
      return { kind: 'words', words: name };
    }
    this.#at += sign.length;
    const filter = this.#condition(name, sign);
    this.#space();
    return filter;
  }

  #deeper(read: () => RowFilter): RowFilter {
    this.#depth += 1;
    if (this.#depth > MOST_DEEP) this.#fail(because('query.too_deep', { most: MOST_DEEP }));
    const filter = read();
    this.#depth -= 1;
    return filter;
  }

  #condition(name: string, sign: string): RowFilter {
    if (name === 'is' && sign === ':') return this.#mark();
    if (sign === ':' && /^#?gram$/.test(name) && !this.#columns.includes(name)) return this.#gram();
    const field = this.#field(name);
    if (sign === ':' && this.#sees('/')) return { kind: 'matches', field, ...this.#pattern() };

    const quoted = this.#sees('"');
    const second = sign === ':' ? undefined : /^[<>=]/.exec(this.#rest())?.[0];
    if (second !== undefined) this.#fail(because('query.two_signs', { sign, second }));
    const value = this.#value(/[\s()]/);
    if (value === '' && !quoted) this.#fail(because('query.no_value', { name }));
    const range = quoted ? null : /^(.*?)\.\.(.*)$/.exec(value);
    const bounds = range === null ? ([value, value] as const) : ([range[1] as string, range[2] as string] as const);
    if (field.kind === 'moment') return this.#when(field, sign, bounds);
    if (sign === ':' && range) return this.#orOfTime(this.#range(name, field, bounds), field, sign, bounds);
    if (sign === ':' && isNumber(field)) {
      return { kind: 'compare', field, is: '=', value: this.#number(name, value) };
    }
    if (sign === ':') return value === '' ? { kind: 'missing', field } : { kind: 'has', field, value };
    const is = sign as '=' | '<' | '<=' | '>' | '>=';
    const compared = quoted && !isNumber(field) ? value : this.#bound(name, field, value);
    const filter: RowFilter = { kind: 'compare', field, is, value: compared };
    return is === '=' ? filter : this.#orOfTime(filter, field, is, bounds);
  }

  /** The column that is the time, compared under its own name with times: as `time` is. Its numbers that are no time stay numbers. */
  #orOfTime(filter: RowFilter, field: Field, sign: string, bounds: readonly [string, string]): RowFilter {
    if (field.kind !== 'column' || field.name !== this.#known.timeColumn) return filter;
    const named = bounds.filter(bound => bound !== '');
    if (named.some(bound => Number.isNaN(timeOf(bound)))) return filter;
    const moment = { kind: 'moment', column: field.name } as const;
    const when = this.#when(moment, sign, bounds);
    const isText = filter.kind === 'compare' && typeof filter.value === 'string';
    if (isText || named.some(bound => numberIn(bound) === null)) return when;
    return { kind: 'or', of: [when, { kind: 'and', of: [{ kind: 'missing', field: moment }, filter] }] };
  }

  #gram(): RowFilter {
    const gram = this.#value(/[\s()]/);
    if (gram === '') this.#fail(because('query.no_gram', {}));
    return { kind: 'gram', gram };
  }

  /** From the beginning of the first day, month or year that is named to the end of the last. */
  #when(field: Field, sign: string, [from, to]: readonly [string, string]): RowFilter {
    const bound = (is: '<' | '<=' | '>' | '>=', atMs: number): RowFilter => ({
      kind: 'compare',
      field,
      is,
      value: atMs,
    });
    const startOf = (text: string): number => {
      const atMs = timeOf(text);
      return Number.isNaN(atMs) ? this.#fail(because('query.no_time', { value: text })) : atMs;
    };
    if (sign === '<' || sign === '>=') return bound(sign, startOf(from));
    if (sign === '<=' || sign === '>') {
      const isSpan = SPAN.test(from);
      if (sign === '<=') return isSpan ? bound('<', endOf(from, startOf(from))) : bound('<=', startOf(from));
      return isSpan ? bound('>=', endOf(from, startOf(from))) : bound('>', startOf(from));
    }
    const of = [
      ...(from === '' ? [] : [bound('>=', startOf(from))]),
      ...(to === '' ? [] : [SPAN.test(to) ? bound('<', endOf(to, startOf(to))) : bound('<=', startOf(to))]),
    ];
    if (of.length === 0) this.#fail(because('query.no_bound', {}));
    return { kind: 'and', of };
  }

  #mark(): RowFilter {
    const mark = this.#value(/[\s()]/);
    if (mark === 'starred') return { kind: 'compare', field: { kind: 'starred' }, is: '=', value: 1 };
    const field = mark === 'noted' ? 'note' : mark === 'tagged' ? 'tag' : null;
    if (field !== null) return { kind: 'not', of: { kind: 'missing', field: { kind: field } } };
    if (mark === 'missing' && this.#take('(')) {
      const name = this.#value(/[()]/);
      if (!this.#take(')')) this.#fail(because('query.bracket_open', {}));
      return { kind: 'missing', field: this.#field(name) };
    }
    return this.#fail(because('query.no_mark', { mark }));
  }

  #range(name: string, field: Field, [low, high]: readonly [string, string]): RowFilter {
    const bound = (value: string) => this.#bound(name, field, value);
    const of: RowFilter[] = [];
    if (low !== '') of.push({ kind: 'compare', field, is: '>=', value: bound(low) });
    if (high !== '') of.push({ kind: 'compare', field, is: '<=', value: bound(high) });
    if (of.length === 0) this.#fail(because('query.no_bound', {}));
    return { kind: 'and', of };
  }

  #pattern(): { pattern: string; flags: string } {
    const found = /^\/((?:[^/\\]|\\.)+)\/([imsu]*)/.exec(this.#rest());
    if (found === null) return this.#fail(because('query.pattern_open', {}));
    const [all, pattern, flags] = found as unknown as [string, string, string];
    try {
      patternOf(pattern, flags);
    } catch (error) {
      this.#fail(becausePattern(pattern, error as SyntaxError));
    }
    this.#at += all.length;
    return { pattern, flags };
  }

  /** A column of the file goes before what Luthier knows under the same name; but `label` is the label, and `text` the text where no column is called so. */
  #field(name: string): Field {
    if (name === 'label' || !this.#columns.includes(name)) {
      const known = this.#knownField(name.replace(/^#/, ''));
      if (known !== null) return known;
    }
    const column = this.#columns.find(one => one === name) ?? this.#columns.find(one => one.toLowerCase() === name);
    if (column !== undefined) return { kind: 'column', name: column };
    const { textColumn } = this.#known;
    if (/^#?text$/.test(name) && textColumn !== undefined) return { kind: 'column', name: textColumn };
    return this.#fail(because('query.no_column', { column: name, columns: this.#columns.slice(0, 12).join(', ') }));
  }

  #knownField(name: string): Field | null {
    const known = KNOWN.find(kind => kind === name);
    if (known !== undefined) return { kind: known };
    if (name === 'time') {
      const { timeColumn } = this.#known;
      return timeColumn === undefined
        ? this.#fail(because('query.no_time_column', {}))
        : { kind: 'moment', column: timeColumn };
    }
    if (!COUNTED.test(name)) return null;
    const file = this.#known.counted(name);
    if (file !== null) return { kind: 'counted', file };
    return this.#fail(because('query.not_counted', { name }));
  }

  /** A number where it reads as one; what only is a number is compared with nothing else. */
  #bound(name: string, field: Field, value: string): string | number {
    return isNumber(field) ? this.#number(name, value) : (numberIn(value) ?? value);
  }

  #number(name: string, value: string): number {
    return numberIn(value) ?? this.#fail(because('query.no_number', { name, value }));
  }

  /** Bare up to one of `ends`, or quoted with \" and \\ inside. */
  #value(ends: RegExp): string {
    if (this.#sees('"')) {
      const found = /^"((?:[^"\\]|\\.)*)"/.exec(this.#rest());
      if (found === null) return this.#fail(because('query.quote_open', {}));
      this.#at += found[0].length;
      return (found[1] as string).replace(/\\(.)/g, '$1');
    }
    const end = this.#rest().search(ends);
    const value = end === -1 ? this.#rest() : this.#rest().slice(0, end);
    this.#at += value.length;
    return value;
  }

  #rest(): string {
    return this.#text.slice(this.#at);
  }

  #sees(mark: string): boolean {
    return this.#text.startsWith(mark, this.#at);
  }

  #seesWord(word: string): boolean {
    return new RegExp(`^${word}(?=[\\s(]|$)`, 'i').test(this.#rest());
  }

  #take(mark: string): boolean {
    if (!this.#sees(mark)) return false;
    this.#at += mark.length;
    if (mark !== '-') this.#space();
    return true;
  }

  #takeWord(word: string): boolean {
    if (!this.#seesWord(word)) return false;
    this.#at += word.length;
    this.#space();
    return true;
  }

  #space(): void {
    this.#at += /^\s*/.exec(this.#rest())?.[0].length ?? 0;
  }

  #fail(why: { readonly reason: string }): never {
    throw new LuthierError('dataset.query_invalid', { place: this.#at + 1, ...why });
  }
}

function isNumber({ kind }: Field): boolean {
  return kind === 'row' || kind === 'length' || kind === 'words' || kind === 'perplexity' || kind === 'counted';
}

/** A year, a month or a day. */
const SPAN = /^\d{4}(?:-(\d\d)(?:-(\d\d))?)?$/;

/** Where the year, month or day ends that begins at a moment. */
function endOf(text: string, atMs: number): number {
  const [, month, day] = SPAN.exec(text) ?? [];
  const start = new Date(atMs);
  if (day !== undefined) return start.setUTCDate(start.getUTCDate() + 1);
  return month === undefined
    ? start.setUTCFullYear(start.getUTCFullYear() + 1)
    : start.setUTCMonth(start.getUTCMonth() + 1);
}
