import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { CATALOGUE } from './catalogue.ts';
import type { Facts, Message, Messages, Text } from './message.ts';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

export type SliceName = keyof typeof CATALOGUE;

/** Says a sentence of one slice: `t('title')`, `t('rows', { count: 3 })`. Keys and facts are checked. */
export type Say<Slice extends Messages> = <Key extends keyof Slice & string>(
  key: Key,
  ...facts: Facts<Slice[Key] & Message>
) => string;

export function useT<Name extends SliceName>(slice: Name): Say<(typeof CATALOGUE)[Name]> {
  const { t } = useTranslation(slice);
  return t as unknown as Say<(typeof CATALOGUE)[Name]>;
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language as Language;
}

/** Starts the catalogue in one language. */
export async function startMessages(language: Language): Promise<void> {
  await startI18n(language);
  document.documentElement.lang = language;
}

/** Without a page: for tests. Numbers in sentences are written as the language writes them. */
export async function startI18n(language: Language): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(numbers)
    .init({
      lng: language,
      fallbackLng: false,
      resources: { en: resourcesIn('en'), 'zh-CN': resourcesIn('zh') },
      keySeparator: false,
      nsSeparator: false,
      returnNull: false,
      interpolation: { prefix: '{', suffix: '}', escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
    });
}

export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

const numbers: FormatterModule = {
  type: 'formatter',
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: (value, _format, language) =>
    typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : String(value),
};

/** The catalogue of one language as i18next wants it: plurals as keys of their own. */
export function resourcesIn(language: 'en' | 'zh'): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(CATALOGUE).map(([slice, messages]) => [
      slice,
      Object.fromEntries(
        Object.entries(messages as Messages).flatMap(([key, message]) => forms(key, message[language])),
      ),
    ]),
  );
}

function forms(key: string, text: Text): [string, string][] {
  if (typeof text === 'string') return [[key, text]];
  return [
    [`${key}_one`, text.one],
    [`${key}_other`, text.other],
  ];
}
