export { errorHint, errorSentence } from './errors.ts';
export { useFormat } from './format.ts';
export type { Trouble } from './trouble.ts';
export { changeLanguage, LANGUAGES, type Language, startMessages, useLanguage, useT } from './use-t.ts';
