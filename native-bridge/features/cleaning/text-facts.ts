export { characters, languageOf } from '../../core/text-facts.ts';
