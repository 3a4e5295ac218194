import { expect, test } from 'vitest';
import { random } from '../../../core/random.ts';
import type { Cells } from '../../../store/rows.ts';
import { labelOf } from '../roles.ts';
import { cellsOf } from './format.ts';
import { isPlainText, PlainRows } from './plain-rows.ts';

const learned = () => knowing({ text: 'a', label: 'b', n: 1 });

function knowing(cells: Cells, labelColumn = 'label', needed: readonly string[] = []): PlainRows {
  const plain = new PlainRows({ labelColumn, needed });
  plain.learn(cells, JSON.stringify(cells));
  return plain;
}

test.each([
  '{"text":"你好 🙂","label":"ham","n":12}',
  '{"text":"","label":null,"n":0}',
  '{"text":"a, b: c} {","label":true,"n":-3.25}',
  '{"text":"x","label":false,"n":1e+21}',
  '{"text":"\u2028","label":7,"n":900719925474099}',
])('%s is stored as it is, with its label', line => {
  const plain = learned();

  expect(plain.holds(line)).toBe(true);
  expect(plain.keys).toEqual(['text', 'label', 'n']);
  expect(JSON.stringify(cellsOf(JSON.parse(line)))).toBe(line);
  expect(plain.labelIn(line)).toBe(labelOf(JSON.parse(line), 'label'));
});

test.each([
  ['a number that is written otherwise', '{"text":"a","label":"b","n":1.0}'],
  ['a number with a zero before it', '{"text":"a","label":"b","n":01}'],
  ['a number too large to be kept', '{"text":"a","label":"b","n":9007199254740993}'],
  ['minus zero', '{"text":"a","label":"b","n":-0}'],
  ['no number', '{"text":"a","label":"b","n":NaN}'],
  ['an infinite number', '{"text":"a","label":"b","n":1e999}'],
  ['a space between', '{"text": "a","label":"b","n":1}'],
  ['a space at the end', '{"text":"a","label":"b","n":1} '],
  ['other keys', '{"text":"a","label":"b","m":1}'],
  ['a key more', '{"text":"a","label":"b","n":1,"m":2}'],
  ['a key twice', '{"text":"a","label":"b","n":1,"n":2}'],
  ['a key less', '{"text":"a","label":"b"}'],
  ['other order', '{"label":"b","text":"a","n":1}'],
  ['a list', '{"text":"a","label":"b","n":[1]}'],
  ['an object', '{"text":"a","label":{"c":"}"},"n":1}'],
  ['a text that is not closed', '{"text":"a","label":"b","n":"1}'],
  ['a text with more behind it', '{"text":"a"x,"label":"b","n":1}'],
  ['no value', '{"text":"a","label":,"n":1}'],
  ['a bracket that is missing', '{"text":"a","label":"b","n":1'],
  ['two objects', '{"text":"a","label":"b","n":1}{"text":"a"}'],
  ['nothing', ''],
])('a line with %s is parsed', (_, line) => {
  expect(learned().holds(line)).toBe(false);
});

test.each([
  ['an empty text', '{"text":"","label":"b","n":1}'],
  ['a text of spaces', '{"text":" 　","label":"b","n":1}'],
  ['no value', '{"text":null,"label":"b","n":1}'],
])('a line with %s in a column that is needed is parsed', (_, line) => {
  const cells = { text: 'a', label: 'b', n: 1 };
  expect(learned().holds(line)).toBe(true);
  expect(knowing(cells, 'label', ['text']).holds(line)).toBe(false);
  expect(knowing(cells, 'label', ['text']).holds('{"text":" 你","label":"b","n":1}')).toBe(true);
  expect(knowing(cells, 'label', ['answer']).holds(line)).toBe(false);
});

test('lines that all hold are taken together, with their labels', () => {
  const lines = ['{"text":"x","label":"ham","n":1}', '{"text":"","label":null,"n":2}', '{"text":"y","label":7,"n":3}'];

  expect(learned().labelsOf(lines.join('\n'))).toEqual(['ham', null, '7']);
});

test.each([
  ['a line that does not hold', '{"text":"x","label":"b","n":1}\n{"text":"x","label":"b","n":01}'],
  ['an empty line', '{"text":"x","label":"b","n":1}\n\n{"text":"x","label":"b","n":1}'],
  ['an empty line at the end', '{"text":"x","label":"b","n":1}\n'],
  ['a value over two lines', '{"text":"x\n","label":"b","n":1}\n{"text":"x","label":"b","n":1}'],
  ['a number at the end of a line', '{"text":"x","label":"b","n":1\n}'],
  ['a return', '{"text":"x","label":"b","n":1}\r\n{"text":"x","label":"b","n":1}'],
  ['nothing', ''],
])('lines with %s are taken one by one', (_, text) => {
  expect(learned().labelsOf(text)).toBe(null);
});

test('keys that JSON would put in another order, and keys written twice, are never learned', () => {
  const plain = new PlainRows({ labelColumn: 'a', needed: [] });
  for (const line of ['{"b":1,"1":2}', '{"a":1,"a":2}']) {
    plain.learn(cellsOf(JSON.parse(line)), line);
    expect(plain.holds(line)).toBe(false);
  }
});

test.each([
  ['label', '{"a":"label","label":"yes"}', 'yes'],
  ['label', '{"my label":"no"}', null],
  [':', '{"text":":) hi",":":"yes"}', 'yes'],
  [',', '{"text":"a",",":"b",":":"c"}', 'b'],
])('the label column %s of %s is %s', (column, line, label) => {
  const plain = knowing(JSON.parse(line), column);

  expect(plain.holds(line)).toBe(true);
  expect(plain.labelIn(line)).toBe(label);
});

test('whatever line of pieces of JSON holds is what parsing it and writing it again gives', () => {
  const good = ['{"text":', '"a"', ',"label":', '"b"', ',"n":', '1', '}'];
  const pieces = [...'{}":,10- é', '"text":', '"label":', '"n":', '"a"', '.5', 'e', 'null'];
  const plain = learned();
  const next = random(7);
  const below = (limit: number) => Math.floor(next() * limit);
  let held = 0;
  for (let round = 0; round < 50_000; round += 1) {
    const parts = [...good];
    for (let change = below(3); change >= 0; change -= 1) {
      parts.splice(below(parts.length), below(2), ...(below(3) === 0 ? [] : [pieces[below(pieces.length)] as string]));
    }
    const line = parts.join('');
    if (!plain.holds(line)) continue;
    held += 1;
    expect(JSON.stringify(JSON.parse(line))).toBe(line);
    expect(plain.labelIn(line)).toBe(labelOf(JSON.parse(line), 'label'));
  }
  expect(held).toBeGreaterThan(100);
});

test.each([
  ['ordinary lines', 'abc\ndef', true],
  ['lines that end as on Windows', 'abc\r\ndef\r', true],
  ['Chinese and emoji', '你好🙂\n', true],
  ['an escape', 'ab\\n', false],
  ['a tab', 'ab\tc', false],
  ['a return within a line', 'ab\rc', false],
  ['a NUL', 'ab\0', false],
])('a text of %s is told at every place within a word', (_, text, isPlain) => {
  for (let at = 0; at < 4; at += 1) {
    const bytes = Buffer.concat([Buffer.alloc(at), Buffer.from(text)]).subarray(at);
    expect(isPlainText(bytes)).toBe(isPlain);
  }
});
