import { textKey } from '../dataset/index.ts';
import { choice } from './options.ts';
import type { Seen } from './step.ts';

type Same = 'reader' | 'exact';

/** The option that says when two texts are the same. */
export function sameness() {
  return choice({
    title: { en: 'Texts are the same', zh: '视为相同' },
    says: {
      en: 'For a reader “Hello  World” and “hello world” are.',
      zh: '对读者而言，“Hello  World”与“hello world”相同。',
    },
    choices: {
      reader: { en: 'For a reader: case, width and spaces do not count', zh: '对读者而言：不计大小写、全半角和空格' },
      exact: { en: 'Character by character', zh: '逐字符相同' },
    },
    default: 'reader',
  });
}

/** What is equal for texts that are the same. */
export function sameKey(same: Same): (text: string) => string {
  return same === 'reader' ? textKey : text => text;
}

/** What is asked in a row, as one text. */
export function askedIn({ learned }: Seen): string {
  return learned.input.join('\n\n');
}
