import type { Database } from 'better-sqlite3';
import type { Cell } from '../contract/index.ts';
import { numberIn } from '../core/numbers.ts';
import type { Cells } from './rows.ts';
import { holdsPhrase } from './search-text.ts';

/** What queries ask of cells that SQLite cannot tell. */
export function teachFunctions(db: Database): void {
  const teach = (name: string, tell: (...values: never[]) => unknown): void =>
    void db.function(name, { deterministic: true }, tell as (...values: unknown[]) => unknown);

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

/** A cell as SQLite gives it: a truth value is 1 or 0. */
type Stored = string | number | null;

function cellOf(cells: string, name: string): Cell {
  return (JSON.parse(cells) as Cells)[name] ?? null;
}
