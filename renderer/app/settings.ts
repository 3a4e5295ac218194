import { changeLanguage, LANGUAGES, type Language } from './messages/index.ts';

const LANGUAGE_KEY = 'luthier.language';

/** The language chosen here before, else the one the system speaks. */
export function savedLanguage(): Language {
  const saved = LANGUAGES.find(language => language === localStorage.getItem(LANGUAGE_KEY));
  return saved ?? languageFor(navigator.languages);
}

export function languageFor(preferred: readonly string[]): Language {
  const known = preferred.find(tag => /^(en|zh)\b/i.test(tag));
  return known && /^zh\b/i.test(known) ? 'zh-CN' : 'en';
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE_KEY, language);
  void changeLanguage(language);
}
