export { errorHint, errorSentence } from './errors.ts';
export { type Format, useFormat } from './format.ts';
export type { Messages } from './message.ts';
export type { Trouble } from './trouble.ts';
export { changeLanguage, LANGUAGES, type Language, type Say, startMessages, useLanguage, useT } from './use-t.ts';
