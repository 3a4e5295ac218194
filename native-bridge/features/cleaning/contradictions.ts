import { hashesOf, TextTable } from '../../core/text-table.ts';
import type { Verdict } from './step.ts';

/** What rows that ask the same say to it, each by its hash: how many rows, and the first that is known. */
type Votes = Map<number, { rows: number; first: number | null }>;

/**
 * Which rows ask the same and say different things to it. An answer may be long, so it is known by 31 bits of a hash: of two
 * different answers to one question one in two thousand million is missed.
 */
export class Contradictions {
  // What is said to a question and in how many rows; a question with two answers, which is rare, has a map of them.
  readonly #single = new TextTable();
  readonly #several = new Map<string, Votes>();

  /** How many questions have different answers. */
  get size(): number {
    return this.#several.size;
  }

  add(asked: string, said: string, row: number): void {
    if (isMissing(said)) return;
    const answer = answerOf(said);
    const votes = this.#several.get(asked);
    if (votes !== undefined) {
      const { rows, first } = votes.get(answer) ?? { rows: 0, first: row };
      votes.set(answer, { rows: rows + 1, first });
      return;
    }
    const [known, rows] = this.#single.get(asked) ?? [answer, 0];
    if (known === answer) this.#single.set(asked, answer, rows + 1);
    else this.#several.set(asked, new Map([vote(known, rows, null), vote(answer, 1, row)]));
  }

  /** Whether the row goes, and the first row that says something else. Is asked in the order of the rows, once all are there. */
  verdict(asked: string, said: string, row: number, majorityStays: boolean): Verdict {
    if (isMissing(said)) return false;
    const answer = answerOf(said);
    const votes = this.#several.get(asked);
    const own = votes?.get(answer);
    if (votes === undefined || own === undefined) return false;
    own.first ??= row;
    if (majorityStays && isMajority(votes, answer)) return false;
    return firstOfOther(votes, answer) ?? true;
  }
}

/** Who says nothing contradicts nobody. */
function isMissing(said: string): boolean {
  return said.trim() === '';
}

function answerOf(said: string): number {
  return hashesOf(said)[0] >>> 1;
}

function vote(answer: number, rows: number, first: number | null) {
  return [answer, { rows, first }] as const;
}

function isMajority(votes: Votes, answer: number): boolean {
  const own = votes.get(answer)?.rows ?? 0;
  return [...votes].every(([other, { rows }]) => other === answer || rows < own);
}

/** The first row that says something else: what most rows say. */
function firstOfOther(votes: Votes, answer: number): number | null {
  const others = [...votes].filter(([other, { first }]) => other !== answer && first !== null);
  return others.sort(([, a], [, b]) => b.rows - a.rows)[0]?.[1].first ?? null;
}
