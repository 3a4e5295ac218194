import { expect, test } from 'vitest';
import { languageFor } from './settings.ts';

test('SET-1 the first language of the system that the page speaks is taken, English when there is none', () => {
  expect(languageFor(['fr-FR', 'zh-TW', 'en'])).toBe('zh-CN');
  expect(languageFor(['en-GB', 'zh-CN'])).toBe('en');
  expect(languageFor(['eng', 'zhx', 'de'])).toBe('en');
});
