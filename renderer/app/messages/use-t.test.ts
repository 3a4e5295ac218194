import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { resourcesIn, startI18n } from './use-t.ts';

beforeAll(() => startI18n('en'));

const say = (language: string, key: string, facts: Record<string, unknown> = {}): string =>
  i18next.getFixedT(language, 'app')(key, facts);

test('MSG-5 English counts one and many, Chinese does not', () => {
  expect([1, 2].map(count => say('en', 'cpuCores', { count }))).toEqual(['CPU, 1 core', 'CPU, 2 cores']);
  expect([1, 2].map(count => say('zh-CN', 'cpuCores', { count }))).toEqual(['CPU，1 核', 'CPU，2 核']);
});

test('MSG-6 a number in a sentence is written as the language writes it, a text as it stands', () => {
  expect(say('en', 'queuedMore', { count: 12_345 })).toBe('12,345 queued');
  expect(say('en', 'notFoundSays', { address: '/<b>&{x}' })).toBe('The address /<b>&{x} leads nowhere.');
});

test('MSG-7 both languages have the same slices', () => {
  expect(Object.keys(resourcesIn('zh'))).toEqual(Object.keys(resourcesIn('en')));
});
