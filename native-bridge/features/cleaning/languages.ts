import type { Said } from '../../contract/index.ts';

/**
 * The languages that eld tells apart, in its small set. Written down, since eld says so only once its 1.6 MB of n-grams
 * are loaded, and the list is wanted whenever the core starts.
 */
const CODES = `
  am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or
  pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh
`
  .trim()
  .split(/\s+/);

/** What a language is called where its code says too little: the n-grams tell no Indonesian from Malay. */
const CALLED: Readonly<Record<string, Said>> = { ms: { en: 'Malay and Indonesian', zh: '马来语和印尼语' } };
const FIRST = ['zh', 'en'];

/** Every language that a text can be told to be in, Chinese and English first, then by name. */
export const LANGUAGES: Readonly<Record<string, Said>> = named();

function named(): Record<string, Said> {
  const [en, zh] = ['en', 'zh-CN'].map(language => new Intl.DisplayNames([language], { type: 'language' }));
  const names = Object.fromEntries(
    CODES.map(code => [code, CALLED[code] ?? { en: en?.of(code) ?? code, zh: zh?.of(code) ?? code }]),
  );
  const { compare } = new Intl.Collator('en');
  const rest = Object.entries(names).sort(([, a], [, b]) => compare(a.en, b.en));
  return { ...Object.fromEntries(FIRST.map(code => [code, names[code] as Said])), ...Object.fromEntries(rest) };
}
