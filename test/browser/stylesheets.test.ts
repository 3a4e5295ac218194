import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SHEETS = globSync('renderer/**/*.module.css', { cwd: ROOT }).sort();
const THEME = readFileSync(join(ROOT, 'renderer/app/theme.css'), 'utf8');

/** What a property may be made of, besides names of `theme.css`: nothing, a hair's breadth, a share of something else. */
const RULES: readonly { readonly of: RegExp; readonly may: RegExp }[] = [
  {
    of: /^(padding|margin|gap|row-gap|column-gap)/,
    may: /^(0|-?1px|auto|normal|[\d.]+em|-?[\d.]+%|var\(--[\w-]+\)|calc\(.*var\(.*\))$/,
  },
  { of: /^font-size$/, may: /^(var\(--text-\w+\)|inherit|[\d.]+em)$/ },
  { of: /^font-weight$/, may: /^(var\(--weight-\w+\)|inherit)$/ },
  { of: /^font-family$/, may: /^(var\(--font-\w+\)|inherit)$/ },
  { of: /^border(-[a-z]+)*-radius$/, may: /^(0|50%|inherit|var\(--radius(-\w+)?\))$/ },
  { of: /^box-shadow$/, may: /^(none|inset|0|-?\dpx|currentColor|var\(--[\w-]+\),?)$/ },
  { of: /^(outline|outline-width|outline-color)$/, may: /^(none|inherit|var\(--[\w-]+\))$/ },
];
const COLOUR =
  /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|(?<![\w-])(white|black|red|green|blue|gr[ae]y|orange|yellow|purple)(?![\w-])/i;

/** Every declaration of a sheet, with its comments and selectors left out. */
function declarations(sheet: string): { readonly property: string; readonly value: string }[] {
  const css = readFileSync(join(ROOT, sheet), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  return [...css.matchAll(/([\w-]+)\s*:\s*([^;{}]+);/g)].map(([, property = '', value = '']) => ({ property, value }));
}

/** The parts of a value: `var(--a) calc(1px + 2px)` has two. */
const parts = (value: string): string[] => value.match(/(?:[^\s(/]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];

function ownWays(property: string, value: string): boolean {
  if (COLOUR.test(value)) return true;
  const rule = RULES.find(({ of }) => of.test(property));
  return rule !== undefined && !parts(value).every(part => rule.may.test(part));
}

test('no component has a colour, a space, a size or weight of type, or a corner of its own', () => {
  const own = SHEETS.flatMap(sheet =>
    declarations(sheet)
      .filter(({ property, value }) => ownWays(property, value))
      .map(({ property, value }) => `${sheet}: ${property}: ${value}`),
  );
  expect(SHEETS.length).toBeGreaterThan(60);
  expect(own).toEqual([]);
});

test('a colour, a space and a weight that a component made up are found', () => {
  expect(ownWays('color', '#fff')).toBe(true);
  expect(ownWays('background', 'color-mix(in srgb, rgb(1 2 3), transparent)')).toBe(true);
  expect(ownWays('border', '1px solid grey')).toBe(true);
  expect(ownWays('padding', '0 7px')).toBe(true);
  expect(ownWays('margin-top', '-3px')).toBe(true);
  expect(ownWays('font-weight', '550')).toBe(true);
  expect(ownWays('border-radius', '3px')).toBe(true);
  expect(ownWays('padding', '0 var(--space-2) calc(var(--space-1) + 1px)')).toBe(false);
  expect(ownWays('background', 'color-mix(in srgb, var(--accent) 24%, transparent)')).toBe(false);
});

test('every name that a component uses is in the theme, or set beside it', () => {
  const known = new Set([...THEME.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  const unknown = SHEETS.flatMap(sheet => {
    const css = readFileSync(join(ROOT, sheet), 'utf8');
    const own = new Set([...css.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    return [...css.matchAll(/var\((--[\w-]+)\)/g)]
      .map(([, name = '']) => name)
      .filter(name => !known.has(name) && !own.has(name) && !name.startsWith('--mantine-') && !isSetInCode(sheet, name))
      .map(name => `${sheet}: ${name}`);
  });
  expect(unknown).toEqual([]);
});

/** A name that the component sets on its element. */
const isSetInCode = (sheet: string, name: string): boolean =>
  readFileSync(join(ROOT, sheet.replace('.module.css', '.tsx')), 'utf8').includes(name);
