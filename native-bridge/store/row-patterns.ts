import { LuthierError } from '../contract/index.ts';
import { patternOf } from '../core/pattern.ts';
import { eachWithin } from '../core/time-limit.ts';

/** What a row must hold, over the columns that were read of it: regular expressions, and what SQLite already knows. */
export type Verdict =
  | { readonly kind: 'matches'; readonly column: number; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'known'; readonly column: number }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Verdict[] }
  | { readonly kind: 'not'; readonly of: Verdict };

type Matching = Extract<Verdict, { kind: 'matches' }>;
type Line = readonly unknown[];

const BATCH = 512;
/** A batch ends early with long texts. */
const BATCH_CHARACTERS = 2 ** 20;
const BATCH_MS = 250;
const ROW_MS = 500;

/** The row numbers, in column 0, of the lines that hold a verdict. Throws `dataset.pattern_slow` with pattern and row. */
export function* judgedRows(lines: Iterable<Line>, verdict: Verdict, goOn: () => void): Generator<number> {
  const patterns = matchingIn(verdict).map(of => ({ of, expression: patternOf(of.pattern, of.flags) }));
  for (const batch of batches(lines, patterns)) {
    goOn();
    const found = new Map<Verdict, readonly boolean[]>();
    for (const { of, expression } of patterns) found.set(of, matches(batch, of, expression, goOn));
    const holds = (one: Verdict, at: number): boolean => {
      switch (one.kind) {
        case 'matches':
          return found.get(one)?.[at] ?? false;
        case 'known':
          return Boolean(batch[at]?.[one.column]);
        case 'and':
          return one.of.every(part => holds(part, at));
        case 'or':
          return one.of.some(part => holds(part, at));
        case 'not':
          return !holds(one.of, at);
      }
    };
    for (const [at, line] of batch.entries()) if (holds(verdict, at)) yield line[0] as number;
  }
}

function matchingIn(verdict: Verdict): Matching[] {
  if (verdict.kind === 'matches') return [verdict];
  if (verdict.kind === 'known') return [];
  return verdict.kind === 'not' ? matchingIn(verdict.of) : verdict.of.flatMap(matchingIn);
}

function* batches(lines: Iterable<Line>, patterns: readonly { readonly of: Matching }[]): Generator<Line[]> {
  let batch: Line[] = [];
  let characters = 0;
  for (const line of lines) {
    batch.push(line);
    for (const { of } of patterns) characters += textIn(line, of).length;
    if (batch.length < BATCH && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

function matches(batch: readonly Line[], of: Matching, expression: RegExp, goOn: () => void): boolean[] {
  return eachWithin(batch, line => (line[of.column] ?? null) !== null && expression.test(textIn(line, of)), {
    togetherMs: BATCH_MS,
    aloneMs: ROW_MS,
    between: goOn,
    tooSlow: index => {
      const row = batch[index]?.[0] as number;
      return new LuthierError('dataset.pattern_slow', { pattern: of.pattern, row, seconds: ROW_MS / 1000 }, { row });
    },
  });
}

function textIn(line: Line, { column }: Matching): string {
  const value = line[column] ?? '';
  return typeof value === 'string' ? value : String(value);
}
