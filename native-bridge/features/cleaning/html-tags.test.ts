import { expect, test } from 'vitest';
import type { StepTools } from './step.ts';
import { html } from './steps/html.ts';

const toText = (text: string, options = {}): string | undefined =>
  html.start(html.options.parse(options), {} as StepTools).change?.(text);
const lines = (count: number): string => Array.from({ length: count }, (_, at) => `line ${at}`).join('\n');

test.each([
  'from <B.Hunt@emuse-tech.com>\nto <a.smith@x.org>',
  'x <a && b> c',
  'x <a b> c, List<a> and Map<p>',
  'press <Button-3>, not <link to RH network install image>',
  'use <b> for bold\nand nothing else',
  '<!-- never closed',
  '<script>never closed',
  'a < b > c -->',
])('CL-60 a text that is no HTML stays: %j', text => {
  expect(toText(text)).toBe(text);
});

test('CL-61 a few tags in a mail are taken out and every line break stays', () => {
  const mail = `${lines(10)}\nsee <a href="http://x.org/a">here</a>,<br>or <b>write</b> to <bob@x.org>  &amp;c\n\n${lines(10)}`;

  expect(toText(mail)).toBe(`${lines(10)}\nsee here,\nor write to <bob@x.org>  &c\n\n${lines(10)}`);
  expect(toText(mail, { links: true })).toContain('see here [http://x.org/a],\n');
  expect(toText(`${lines(9)}<style>b { x }</style><!-- <p> -->\nend`)).toBe(`${lines(9)}\nend`);
});

test('CL-62 a page is laid out by its tags, and addresses in angle brackets stay in it', () => {
  const page = '<html><body><p>write to\n<bob@x.org>\nor <http://x.org/a></p><p>Bob</p></body></html>';

  expect(toText(page)).toBe('write to <bob@x.org> or <http://x.org/a>\n\nBob');
  expect(toText('one<br>two<p>three<p>four')).toBe('one\ntwo\n\nthree\n\nfour');
});

test('CL-63 each run takes one layer of HTML away', () => {
  expect(toText('write &lt;b&gt;so&lt;/b&gt;')).toBe('write <b>so</b>');
  expect(toText('write <b>so</b>')).toBe('write so');
});

test('CL-64 tags nested more deeply than a stack is are taken out all the same', () => {
  expect(toText(`${'<div>'.repeat(50_000)}x &amp; y${'</div>'.repeat(50_000)}`)?.trim()).toBe('x & y');
});

test('CL-65 nothing is cut off a page of more than sixteen million characters', () => {
  expect(toText(`<p>${'word '.repeat(3_500_000)}</p><p>end</p>`)?.slice(-3)).toBe('end');
});
