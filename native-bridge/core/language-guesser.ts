import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How often a run of bytes stands in texts of a language, by language, as eld ships it. */
interface EldData {
  readonly languages: Readonly<Record<number, string>>;
  readonly ngrams: Readonly<Record<string, Readonly<Record<number, number>>>>;
}

const LEAST_SCORE = 53;
const SCALE = 25;
const RELIABLE_SHARE = 0.75;
const LEAST_RUNS = 3;
const LONGEST_WORD = 70;
/** A text is cut at the first white space after so many bytes, and in any case after a few more. */
const CUT_AFTER = 350;
const CUT_ANYWHERE = 380;
const KEPT_WORDS = 100_000;
const KEPT_RUNS = 600_000;

/**
 * Tells the language of a text as eld 2.1 (Nito T.M., Apache-2.0) does, from its data, to the same answer: eld makes the
 * runs of bytes of every text anew as keys of an object, which takes six times as long. Here runs are numbers, and those
 * of a word are kept.
 */
export class LanguageGuesser {
  readonly #languages: readonly string[];
  readonly #averages: readonly number[];
  readonly #separators: RegExp;
  readonly #letters: readonly string[];
  /** Numbers of runs: those that eld knows first, then those that were met. */
  readonly #runs = new Map<string, number>();
  readonly #known: number;
  /** By known run the place where its languages and their scores begin. */
  readonly #begins: Int32Array;
  readonly #of: Uint8Array;
  readonly #scores: Uint16Array;
  readonly #words = new Map<string, Int32Array>();
  /** By run the text in which it was met last, so that it counts once. */
  readonly #met = new Uint32Array(KEPT_RUNS);
  readonly #sums: Int32Array;
  #text = 0;
  #count = 0;

  constructor() {
    const { languages, ngrams } = part('ngrams/small').ngramsData as EldData;
    const averages = part('avgScore').avgScore as Readonly<Record<string, number>>;
    this.#languages = Object.values(languages);
    this.#averages = this.#languages.map(language => averages[language] ?? 0);
    this.#separators = part('regexPatterns').separators as RegExp;
    this.#letters = part('dictionary').dictionary as string[];
    this.#sums = new Int32Array(this.#languages.length);

    const all = Object.entries(ngrams);
    const scores = all.map(([, of]) => Object.entries(of));
    const entries = scores.flat();
    this.#known = all.length;
    this.#begins = new Int32Array(all.length + 1);
    for (const [run, of] of scores.entries()) this.#begins[run + 1] = (this.#begins[run] as number) + of.length;
    this.#of = Uint8Array.from(entries, ([language]) => Number(language));
    this.#scores = Uint16Array.from(entries, ([, score]) => score + LEAST_SCORE);
    this.#forget(all.map(([run]) => run));
  }

  /** An ISO 639-1 code; empty when the text does not say enough. */
  guess(text: string): string {
    if (this.#words.size > KEPT_WORDS || this.#runs.size > KEPT_RUNS - 1000) {
      this.#forget([...this.#runs.keys()].slice(0, this.#known));
    }
    this.#text += 1;
    this.#count = 0;
    this.#sums.fill(0);
    this.#readWords(text.replace(this.#separators, ' ').trim().toLowerCase());
    return this.#answer();
  }

  #readWords(text: string): void {
    let [start, bytes] = [0, 0];
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 32) {
        if (at > start) this.#read(text.slice(start, at));
        start = at + 1;
        if (bytes > CUT_AFTER) return;
      }
      // Letters outside of the basic plane are separators to eld.
      bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
      if (bytes <= CUT_ANYWHERE) continue;
      if (at + 1 > start) this.#read(text.slice(start, at + 1));
      return;
    }
    if (text.length > start) this.#read(text.slice(start));
  }

  #read(word: string): void {
    let runs = this.#words.get(word);
    if (runs === undefined) {
      runs = Int32Array.from(runsOf(this.#bytesOf(word)), run => this.#numberOf(run));
      this.#words.set(word, runs);
    }
    for (const run of runs) {
      if (this.#met[run] === this.#text) continue;
      this.#met[run] = this.#text;
      this.#count += 1;
      if (run >= this.#known) continue;
      for (let at = this.#begins[run] as number; at < (this.#begins[run + 1] as number); at++) {
        const language = this.#of[at] as number;
        this.#sums[language] = (this.#sums[language] as number) + (this.#scores[at] as number);
      }
    }
  }

  #answer(): string {
    let [best, second] = [-1, -1];
    for (const [language, sum] of this.#sums.entries()) {
      if (sum === 0) continue;
      if (best === -1 || sum > (this.#sums[best] as number)) [best, second] = [language, best];
      else if (second === -1 || sum > (this.#sums[second] as number)) second = language;
    }
    if (best === -1 || this.#count < LEAST_RUNS) return '';
    const mean = (this.#sums[best] as number) / this.#count;
    const score = mean / (mean + SCALE);
    // What eld takes for the score of the second language is its number.
    const isClose = Math.abs(score - Math.max(0, second)) < 0.01;
    return (this.#averages[best] as number) * RELIABLE_SHARE > score || isClose
      ? ''
      : (this.#languages[best] as string);
  }

  #numberOf(run: string): number {
    const known = this.#runs.get(run);
    if (known !== undefined) return known;
    this.#runs.set(run, this.#runs.size);
    return this.#runs.size - 1;
  }

  #forget(known: readonly string[]): void {
    this.#words.clear();
    this.#runs.clear();
    for (const [number, run] of known.entries()) this.#runs.set(run, number);
  }

  /** The bytes of a word in UTF-8, each as the letter that eld writes for it. */
  #bytesOf(word: string): string {
    let bytes = '';
    for (const unit of word) {
      if (unit < '\x80') bytes += unit;
      else for (const byte of Buffer.from(unit)) bytes += this.#letters[byte];
    }
    return bytes;
  }
}

/** Runs of four bytes, three apart, with a space where the word begins and where it ends. */
function* runsOf(word: string): Generator<string> {
  const length = Math.min(word.length, LONGEST_WORD);
  let at = 0;
  for (; at + 4 < length; at += 3) yield (at === 0 ? ' ' : '') + word.slice(at, at + 4);
  yield `${at === 0 ? ' ' : ''}${word.substring(length !== 3 ? length - 4 : 0)} `;
}

/** A part of eld, found beside what it exports. */
function part(name: string): Record<string, unknown> {
  const entries = dirname(fileURLToPath(import.meta.resolve('eld/small')));
  return createRequire(import.meta.url)(join(entries, '..', `${name}.js`));
}
