import type { Messages } from './message.ts';

/** The help inside the app. The pages themselves are `docs/`. */
export const help = {
  title: { en: 'Help', zh: '帮助' },
  back: { en: 'Back', zh: '返回' },
  pages: { en: 'Pages', zh: '页面' },
  groupStart: { en: 'Begin', zh: '开始' },
  groupWork: { en: 'Work', zh: '使用' },
  groupInside: { en: 'For developers', zh: '面向开发者' },
  onThisPage: { en: 'On this page', zh: '本页内容' },
  search: { en: 'Search the help', zh: '搜索帮助' },
  searchFound: { en: { one: '{count} place', other: '{count} places' }, zh: '{count} 处' },
  searchNothing: { en: 'No page has all of these words.', zh: '没有页面包含全部这些词语。' },
  onlyEnglish: { en: 'This page is in English.', zh: '此页面只有英文版。' },
  noPageTitle: { en: 'There is no such page of help', zh: '没有此帮助页面' },
  noPageSays: { en: 'Choose one on the left, or search.', zh: '请从左侧选择，或进行搜索。' },
  everywhere: { en: 'On every page', zh: '所有页面' },
  onPage: { en: 'Keys of single pages', zh: '各页面的按键' },
  columnKeys: { en: 'Keys', zh: '按键' },
  columnDoes: { en: 'Does', zh: '作用' },
} as const satisfies Messages;
