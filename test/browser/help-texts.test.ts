import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partNamed, sectionsOf, targetOf } from '../../renderer/app/help/markdown.ts';
import { PAGE_KEYS } from '../../renderer/app/help/page-keys.ts';
import { HELP, helpFor } from '../../renderer/app/help/pages.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCS = join(ROOT, 'docs');
const known = HELP.map(({ id }) => id);
const textOf = (page: string, folder = DOCS) => readFileSync(join(folder, `${page}.md`), 'utf8');

test('HELP-1 every text of the docs is a page, and every page has its text', () => {
  const texts = readdirSync(DOCS).filter(name => name.endsWith('.md'));
  expect(texts.map(name => name.slice(0, -'.md'.length)).sort()).toEqual([...known].sort());
});

test('HELP-2 help for every page of the app leads to a part that is there', () => {
  const addresses = ['/', '/nowhere', '/data', '/data/ds_1', '/runs/run_1', '/evaluations', '/attention', '/exports'];
  const tabs = ['cleaning', 'duplicates', 'privacy', 'sources', 'statistics', 'splits', 'versions'];
  const all = [...addresses, '/models', '/environment', '/jobs', ...tabs.map(tab => `/data/ds_1/${tab}`)];
  for (const address of all) {
    const [, page = '', part] = /^\/help\/([\w-]+)(?:#(.+))?$/.exec(helpFor(address)) ?? [];
    const parts = sectionsOf(textOf(page)).map(({ id }) => id);
    expect(known, address).toContain(page);
    if (part !== undefined) expect(parts, address).toContain(part);
  }
  expect(helpFor('/data/ds_1/privacy')).toBe('/help/privacy');
});

test('HELP-3 every link of a page leads to a page, to a part that is there, or outside', () => {
  for (const folder of [DOCS, join(DOCS, 'zh')]) {
    for (const page of known.filter(id => existsSync(join(folder, `${id}.md`)))) {
      const text = textOf(page, folder);
      for (const [, href] of text.matchAll(/[^!]\[[^\]]*\]\(([^)]+)\)/g)) {
        const target = targetOf(href, known);
        expect(target.kind, `${page}: ${href}`).not.toBe('nowhere');
        if (target.kind === 'outside' || !('href' in target)) continue;
        const [, other = page, part] = /^(?:\/help\/([\w-]+))?(?:#(.+))?$/.exec(target.href) ?? [];
        const where = existsSync(join(folder, `${other}.md`)) ? folder : DOCS;
        if (part)
          expect(
            sectionsOf(textOf(other, where)).map(({ id }) => id),
            `${page}: ${href}`,
          ).toContain(part);
      }
    }
  }
});

test('HELP-8 every page for those who use Luthier is there in Chinese, part for part, so that links and F1 find the same', () => {
  for (const { id } of HELP.filter(({ group }) => group !== 'inside')) {
    const [english, chinese] = [textOf(id), textOf(id, join(DOCS, 'zh'))];
    const levels = (text: string) => sectionsOf(text).map(({ level }) => level);
    expect(levels(chinese), id).toEqual(levels(english));
    const names = sectionsOf(english).map(part => part.id);
    for (const [at, part] of sectionsOf(chinese).entries()) {
      expect(partNamed(names[at] ?? '', chinese, names), id).toBe(part.id);
      expect(part.text, id).toMatch(/\p{Script=Han}/u);
    }
  }
});

test('HELP-7 the keys that help tells of single pages are those that the pages offer', () => {
  const files = globSync('renderer/features/**/*.{ts,tsx}', { cwd: ROOT }).filter(name => !name.includes('.test.'));
  const offered = files.flatMap(file => {
    const source = readFileSync(join(ROOT, file), 'utf8').replace('[SAVE]', "['$mod+s']");
    return [...source.matchAll(/id: '([\w.]+)',[^[\]]*?\bkeys: \[([^\]]*)\]/g)].map(
      ([, id = '', keys = '']) => [id, [...keys.matchAll(/'([^']+)'/g)].map(([, key]) => key)] as const,
    );
  });
  const told = PAGE_KEYS.flatMap(({ lines }) => lines.map(({ id, keys }) => [id, [...keys]] as const));
  expect(offered.length).toBeGreaterThan(20);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(offered));
});
