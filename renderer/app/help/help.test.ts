import { expect, test } from 'vitest';
import { plainOf, sectionsOf, slugOf, targetOf } from './markdown.ts';
import { HELP } from './pages.ts';
import { find, marked } from './search.ts';

const known = HELP.map(({ id }) => id);

test('HELP-4 a text is cut at its headings, and what stands in code is none', () => {
  const text =
    '# One `two`\nbefore\n```\n# not a heading\n```\n## Keys, and *more*\n| a | b |\n| --- | --- |\n| c | [d](x.md) |';
  expect(sectionsOf(text).map(({ level, text, id }) => [level, text, id])).toEqual([
    [1, 'One two', 'one-two'],
    [2, 'Keys, and more', 'keys-and-more'],
  ]);
  expect(sectionsOf(text)[1]?.body).toBe('a b c d');
  expect([slugOf('Splits and leaks'), slugOf('打开 示例')]).toEqual(['splits-and-leaks', '打开-示例']);
  expect(plainOf('**a** and [b](c)')).toBe('a and b');
});

test('HELP-5 a link that could run something, or leads to a file the app has not, leads nowhere', () => {
  for (const href of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    '../native-bridge/app.ts',
    'decisions/0001-x.md',
    undefined,
  ]) {
    expect(targetOf(href, known), String(href)).toEqual({ kind: 'nowhere' });
  }
  expect(targetOf('privacy.md#names-of-people', known)).toEqual({
    kind: 'page',
    href: '/help/privacy#names-of-people',
  });
});

test('HELP-6 a search finds the parts with all of its words, headings first, and marks them', () => {
  const pages = [
    { page: 'a', title: 'A', sections: sectionsOf('# A\nleaks of splits\n## Splits\nabout Leaks here') },
    { page: 'b', title: 'B', sections: sectionsOf('# B\nnothing') },
  ];
  expect(find(pages, 'leaks SPLITS').map(({ page, heading, id }) => [page, heading, id])).toEqual([
    ['a', 'Splits', 'splits'],
    ['a', 'A', ''],
  ]);
  expect([find(pages, '  '), find(pages, 'absent')]).toEqual([[], []]);
  expect(marked('a Leak (b', '(b leak')).toEqual([
    { text: 'a ', isMeant: false },
    { text: 'Leak', isMeant: true },
    { text: ' ', isMeant: false },
    { text: '(b', isMeant: true },
  ]);
});
