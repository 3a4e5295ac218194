import type { Database } from 'better-sqlite3';
import { type Cell, cellIn } from '../contract/index.ts';
import { numberIn } from '../core/numbers.ts';
import { rowNumberReader } from '../core/row-numbers.ts';
import { languageOf } from '../core/text-facts.ts';
import { countWords, gramFinder } from '../core/text-words.ts';
import { timeOf } from '../core/time-of.ts';
import type { Cells } from './rows.ts';
import { holdsPhrase } from './search-text.ts';

/** What queries ask of cells that SQLite cannot tell. */
export function teachFunctions(db: Database): void {
  const teach: Teach = (name, tell) =>
    void db.function(name, { deterministic: true }, tell as (...values: unknown[]) => unknown);
  teachCells(teach);
  teachPhrases(teach);
  teachTexts(teach);
  const counted = rowNumberReader();
  db.function('counted_of', (file, row) => counted(String(file), Number(row)));
}

type Teach = (name: string, tell: (...values: never[]) => unknown) => void;

/** A cell as SQLite gives it: a truth value is 1 or 0. */
type Stored = string | number | null;

function teachCells(teach: Teach): void {
  teach('cell_of', (cells: string, name: string) => {
    const cell = cellOf(cells, name);
    return typeof cell === 'boolean' ? Number(cell) : cell;
  });
  teach('text_of', (cells: string, name: string) => {
    const cell = cellOf(cells, name);
    return cell === null ? null : String(cell);
  });
  teach('number_of', (value: Stored) => (typeof value === 'string' ? numberIn(value) : value));
  teach('sort_key', (value: Stored) => (typeof value === 'string' ? (numberIn(value) ?? value) : value));
  teach('holds_text', (value: Stored, sought: string) =>
    Number(value !== null && String(value).toLowerCase().includes(sought.toLowerCase())),
  );
  teach('holds_anywhere', (cells: string, sought: string) => {
    const held = (cell: Cell) => typeof cell === 'string' && cell.toLowerCase().includes(sought.toLowerCase());
    return Number(Object.values(JSON.parse(cells) as Cells).some(held));
  });
}

function teachPhrases(teach: Teach): void {
  const phrases = new Map<string, (cells: string) => boolean>();
  teach('holds_phrase', (cells: string, words: string, isOpen: number) => {
    const key = `${words}${isOpen === 0 ? '' : '*'}`;
    let holds = phrases.get(key);
    if (holds === undefined) {
      if (phrases.size > 1000) phrases.clear();
      holds = holdsPhrase({ words: words.split(' '), isOpen: isOpen !== 0 });
      phrases.set(key, holds);
    }
    return Number(holds(cells));
  });
}

/** What Luthier counts in texts. */
function teachTexts(teach: Teach): void {
  const textOf = (cell: Stored): string => (cell === null ? '' : String(cell));
  teach('words_of', (cell: Stored) => countWords(textOf(cell)));
  teach('language_of', (cell: Stored) => {
    const text = textOf(cell);
    return /\S/.test(text) ? languageOf(text) || 'und' : null;
  });
  teach('moment_of', (cell: Stored) => {
    const atMs = timeOf(cell);
    return Number.isNaN(atMs) ? null : atMs;
  });
  let finder = { gram: '', find: gramFinder('') };
  teach('has_gram', (cell: Stored, gram: string) => {
    if (finder.gram !== gram) finder = { gram, find: gramFinder(gram) };
    return Number(finder.find(textOf(cell)));
  });
}

function cellOf(cells: string, name: string): Cell {
  return cellIn(JSON.parse(cells) as Cells, name);
}
