import type { Cells } from './rows.ts';

/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;

/**
 * What the word index holds of a row: all its texts, runs of unspaced script cut into overlapping pairs of characters
 * and the last one alone, so that terms of any length are found: 中国人 becomes 中国 国人 人.
 */
export function searchText(cells: Cells): string {
  const texts = Object.values(cells).filter(cell => typeof cell === 'string');
  return spaced(texts.join('\n'));
}

/** Nearly all text of other scripts has none of these; they begin with the Thai block. */
const MAY_BE_UNSPACED = /[\u0e00-\uffff]/;

function spaced(text: string): string {
  if (!MAY_BE_UNSPACED.test(text)) return text;
  return text.replace(UNSPACED, run => ` ${pairs(run).join(' ')} `);
}

function pairs(run: string): string[] {
  const characters = [...run];
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}

/** The FTS5 query for a word or a phrase as a person writes it; null when nothing in it can be looked up. */
export function matchFor(words: string): string | null {
  const terms = words.split(/[^\p{L}\p{N}\p{M}\p{Co}]+/u).filter(term => term !== '');
  const tokens = terms.flatMap(term => spaced(term).trim().split(/\s+/).filter(Boolean));
  if (tokens.length === 0) return null;
  const kept = endsRun(tokens) ? tokens.slice(0, -1) : tokens;
  const last = kept.at(-1) as string;
  // One character alone begins a pair, or is the last of its run.
  const prefix = kept.length === 1 && [...last].length === 1 && UNSPACED_ONLY.test(last) ? '*' : '';
  return `"${kept.join(' ')}"${prefix}`;
}

const UNSPACED_ONLY = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+$/u;

/** The single character that closes the last run: in a longer run of the index it stands in a pair. */
function endsRun(tokens: readonly string[]): boolean {
  const [before, last] = tokens.slice(-2);
  if (before === undefined || last === undefined) return false;
  return [...last].length === 1 && UNSPACED_ONLY.test(last) && [...before].length === 2 && before.endsWith(last);
}
