import { eld } from 'eld/small';
import { expect, test } from 'vitest';
import type { CleaningStepKind, Seen, StepTools } from './step.ts';
import { dropEmpty } from './steps/drop-empty.ts';
import { language } from './steps/language.ts';
import { normalise } from './steps/normalise.ts';
import { outliers } from './steps/outliers.ts';

const started = (kind: CleaningStepKind, options = {}) => kind.start(kind.options.parse(options), {} as StepTools);
const seen = (text: string, row: number): Seen => ({
  row,
  text,
  learned: { input: [text], answer: '' },
  label: null,
  time: null,
});

test('CL-80 every language that can be told can be kept, with a name in both languages', () => {
  const kept = language.options.parse({ keep: Object.values(eld.info().Languages) }).keep;

  expect(kept).toEqual(expect.arrayContaining(['zh', 'en', 'ja', 'ko', 'bg', 'ca', 'bn', 'sk', 'ms']));
});

test('CL-81 control characters of both blocks go, and a next line ends a line', () => {
  const change = started(normalise).change;

  expect(change?.('a\u0080b\u009fc\u0007d')).toBe('abcd');
  expect(change?.('one\u0085two\r\u0085three\r\nfour\rfive')).toBe('one\ntwo\nthree\nfour\nfive');
});

test('CL-82 what was normalised stays as it is', () => {
  const parts = [
    'e',
    '\u200b',
    '\u0301',
    '\u00b4',
    '\u0085',
    '\r',
    ' ',
    '\ufeff',
    '\u1100',
    '\u1161',
    'ﬁ',
    '\u2060',
    '𝒳',
    '\ud800',
  ];
  for (const form of ['NFC', 'NFKC', 'none']) {
    const change = started(normalise, { form }).change as (text: string) => string;
    for (let seed = 0; seed < parts.length ** 3; seed += 1) {
      const text = Array.from(
        { length: 3 },
        (_, at) => parts[Math.floor(seed / parts.length ** at) % parts.length],
      ).join('');
      expect(change(change(text)), JSON.stringify([form, text])).toBe(change(text));
    }
  }
  expect(started(normalise).change?.('e\u200b\u0301')).toBe('é');
});

test.each(['\u200b', '\u00ad \u2060', '\u0000\u0085', '\u3164', '\u200e\n', '\ufe0f'])(
  'CL-83 a row in which nothing is to be seen is empty: %j',
  text => {
    expect(started(dropEmpty).drops?.(seen(text, 1))).toBe(true);
    expect(started(dropEmpty).drops?.(seen(`${text}。`, 1))).toBe(false);
  },
);

test('CL-84 where half of the texts have one length, others are outliers only when they are far from it', () => {
  const dropped = (texts: readonly string[], factor: number): number => {
    const step = started(outliers, { factor });
    for (const [row, text] of texts.entries()) step.learn?.(seen(text, row));
    return texts.filter((text, row) => step.drops?.(seen(text, row))).length;
  };
  const texts = (...lengths: readonly (readonly [length: number, rows: number])[]): string[] =>
    lengths.flatMap(([length, rows]) => Array.from({ length: rows }, () => 'x'.repeat(length)));

  expect(dropped(texts([10, 80], [11, 20]), 3)).toBe(0);
  expect(dropped(texts([10, 99], [11, 1]), 1.5)).toBe(0);
  expect(dropped(texts([10, 99], [9000, 1]), 3)).toBe(1);
});
