import { eld } from 'eld/small';
import type { Said } from '../../contract/index.ts';

/** What a language is called where its code says too little: the n-grams tell no Indonesian from Malay. */
const CALLED: Readonly<Record<string, Said>> = { ms: { en: 'Malay and Indonesian', zh: '马来语和印尼语' } };
const FIRST = ['zh', 'en'];

/** Every language that a text can be told to be in, Chinese and English first, then by name. */
export const LANGUAGES: Readonly<Record<string, Said>> = Object.fromEntries(
  [...new Set([...FIRST, ...byName(Object.values(eld.info().Languages))])].map(code => [code, nameOf(code)]),
);

function nameOf(code: string): Said {
  const named = (language: string) => new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
  return CALLED[code] ?? { en: named('en'), zh: named('zh-CN') };
}

function byName(codes: readonly string[]): string[] {
  return [...codes].sort((a, b) => nameOf(a).en.localeCompare(nameOf(b).en, 'en'));
}
