import i18next from 'i18next';
import { expect, test } from 'vitest';
import { titled, titleText } from '../../../native-bridge/contract/index.ts';
import { type Language, startI18n } from './use-t.ts';

test('MSG-8 a change is said in the language of the page, from what is kept of it', async () => {
  const kept = JSON.parse(JSON.stringify(titled('removeRows', { count: 1200 })));
  const say = async (language: Language) => {
    await startI18n(language);
    return i18next.getFixedT(language, 'changes')(kept.name, kept.facts);
  };

  expect([await say('en'), await say('zh-CN')]).toEqual(['Remove 1,200 rows', '移除 1,200 行']);
  expect(titleText(titled('removeRows', { count: 1 }))).toBe('Remove 1 row');
});

test('MSG-9 a name that people gave stands in a title as it is, also where it looks like a fact', async () => {
  await startI18n('zh-CN');
  const facts = { find: '{column} $t(x)', column: '<b>', count: 2 };

  expect(i18next.getFixedT('zh-CN', 'changes')('replaceText', facts)).toBe('在 2 行的 <b> 中替换 {column} $t(x)');
});
