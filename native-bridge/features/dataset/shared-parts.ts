import { hashesOf } from '../../core/text-table.ts';
import { textKey } from './text-key.ts';

/** A part that more rows share, such as an instruction or a system prompt, does not make them nearly equal. */
const SHARED_BY = 5;

/**
 * In how many rows each part stands, to tell rows by what they do not share: a long instruction must not make all that
 * is asked under it nearly equal. All rows are counted before the first is asked for.
 */
export class SharedParts {
  readonly #rows = new Map<number, number>();

  add(parts: readonly string[]): void {
    for (const part of new Set(parts.map(keyOf))) this.#rows.set(part, (this.#rows.get(part) ?? 0) + 1);
  }

  /** The parts that tell a row from others. The least shared one always stays. */
  textWithout(parts: readonly string[]): string {
    const counted = parts.map(part => ({ part, rows: this.#rows.get(keyOf(part)) ?? 1 }));
    const most = Math.max(SHARED_BY, Math.min(...counted.map(({ rows }) => rows)));
    return counted
      .filter(({ rows }) => rows <= most)
      .map(({ part }) => part)
      .join('\n\n');
  }
}

/** 53 bits of a hash. */
function keyOf(part: string): number {
  const [a, b] = hashesOf(textKey(part));
  return a * 2 ** 21 + (b >>> 11);
}
