import { LanguageGuesser } from './language-guesser.ts';

/** Characters as Unicode counts them: a character outside of the basic plane is one. */
export function characters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) count -= 1;
  return count;
}

/** As much as the language of a text is told by: more is no surer, and most of the time that statistics take. */
const SAMPLE = 240;
/** Han, kana, hangul, and the letters of all others. */
const SCRIPTS = [/\p{sc=Han}/u, /[\p{sc=Hiragana}\p{sc=Katakana}]/u, /\p{sc=Hangul}/u, /\p{L}/u];
/** A Chinese character says about as much as four letters. */
const LETTERS_A_CHARACTER = 4;
const LEAST_LETTERS = 8;

let loaded: LanguageGuesser | undefined;

/** Half a second to load, so only where a language is asked for. */
function guesser(): LanguageGuesser {
  loaded ??= new LanguageGuesser();
  return loaded;
}

/**
 * The ISO 639-1 code of the language of a text; empty when it is too short or too mixed to tell. Chinese, Japanese and
 * Korean are told by their script, right at two characters; the rest by n-grams.
 */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE);
  const [, han, kana, hangul, letters] = scriptsOf(sample);
  const eastern = han + kana + hangul;
  if (eastern >= 2 && eastern * LETTERS_A_CHARACTER >= letters) {
    if (kana > han / 20) return kana + han > hangul ? 'ja' : 'ko';
    return hangul > han ? 'ko' : 'zh';
  }
  if (letters < LEAST_LETTERS) return '';
  return guesser().guess(sample);
}

/** The script of each UTF-16 unit, one higher, found out when it is first met. */
const known = new Uint8Array(0x10000);

/** How many characters of a text are of each script, as `SCRIPTS` numbers them. */
function scriptsOf(text: string): [none: number, han: number, kana: number, hangul: number, letters: number] {
  const counts: ReturnType<typeof scriptsOf> = [0, 0, 0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const isPair = (unit & 0xfc00) === 0xd800;
    if (!isPair && known[unit] === 0) known[unit] = scriptOf(text.charAt(at)) + 1;
    const script = isPair
      ? scriptOf(String.fromCodePoint(text.codePointAt(at) as number))
      : (known[unit] as number) - 1;
    counts[script as 0] += 1;
    if (isPair) at += 1;
  }
  return counts;
}

function scriptOf(character: string): number {
  return SCRIPTS.findIndex(script => script.test(character)) + 1;
}
