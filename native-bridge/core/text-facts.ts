import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { eld as Eld } from 'eld/small';

/** Characters as Unicode counts them: a character outside of the basic plane is one. */
export function characters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) count -= 1;
  return count;
}

/** As much as the language of a text is told by: more is no surer, and most of the time that statistics take. */
const SAMPLE = 240;
const HAN = /\p{sc=Han}/gu;
const KANA = /[\p{sc=Hiragana}\p{sc=Katakana}]/gu;
const HANGUL = /\p{sc=Hangul}/gu;
const OTHER_LETTER = /(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])\p{L}/gu;
/** A Chinese character says about as much as four letters. */
const LETTERS_A_CHARACTER = 4;
const LEAST_LETTERS = 8;

let loaded: typeof Eld | undefined;

/** Half a second to load, so only where a language is asked for. */
function detector(): typeof Eld {
  loaded ??= (
    createRequire(import.meta.url)(fileURLToPath(import.meta.resolve('eld/small'))) as { readonly eld: typeof Eld }
  ).eld;
  return loaded;
}

/**
 * The ISO 639-1 code of the language of a text; empty when it is too short or too mixed to tell. Chinese, Japanese and
 * Korean are told by their script, right at two characters; the rest by n-grams.
 */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE);
  const count = (script: RegExp): number => sample.match(script)?.length ?? 0;
  const [han, kana, hangul, letters] = [count(HAN), count(KANA), count(HANGUL), count(OTHER_LETTER)];
  const eastern = han + kana + hangul;
  if (eastern >= 2 && eastern * LETTERS_A_CHARACTER >= letters) {
    if (kana > han / 20) return kana + han > hangul ? 'ja' : 'ko';
    return hangul > han ? 'ko' : 'zh';
  }
  if (letters < LEAST_LETTERS) return '';
  const guess = detector().detect(sample);
  return guess.isReliable() ? guess.language : '';
}
