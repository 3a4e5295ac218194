import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { luthierHome } from '../setup/home.mjs';
import { mailsFolder } from '../setup/sample-mails.mjs';
import { readMails, toJsonl } from './make-sample.ts';
import { MAX_TEXT, readMail } from './read-mail.ts';

const committed = readFileSync(join(import.meta.dirname, '../../resources/sample/spam-assassin.jsonl'), 'utf8');
const bytes = (...lines) => Buffer.from(lines.join('\n'), 'latin1');

test('the committed sample is what the mails of the corpus give, to the byte', { timeout: 60_000 }, async () => {
  const mails = await readMails(process.env.LUTHIER_SAMPLE_MAILS ?? mailsFolder(luthierHome()));

  expect(toJsonl(mails) === committed).toBe(true);
});

test('every row of the sample is whole, and the flaws its page tells of are in it', () => {
  const rows = committed
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  const count = fits => rows.filter(fits).length;

  expect(rows.length).toBe(6046);
  expect(new Set(rows.map(row => row.id)).size).toBe(6046);
  expect(new Set(rows.map(row => Object.keys(row).join()))).toEqual(
    new Set(['id,date,sender,subject,text,label,group']),
  );
  expect({
    spam: count(row => row.label === 'spam'),
    onlySubject: count(row => row.text === row.subject),
    withoutDate: count(row => row.date === null),
    long: count(row => row.text.length >= MAX_TEXT),
    nul: count(row => row.text.includes('\0')),
  }).toEqual({ spam: 1896, onlySubject: 29, withoutDate: 3, long: 512, nul: 0 });
});

test('a mail becomes a row: folder as label and group, address in lower case, date in UTC', async () => {
  const mail = bytes(
    'From list@example.org Thu Aug 22 12:36:23 2002',
    'From: "Ada L." <Ada@Example.ORG>',
    'Subject: =?iso-8859-1?Q?caf=E9?=',
    'Date: Thu, 22 Aug 2002 18:26:25 +0700 (ICT)',
    '',
    'Hello\r',
    'world',
  );

  expect(await readMail('hard-ham-1/00001', mail)).toEqual({
    id: 'hard-ham-1/00001',
    date: '2002-08-22T11:26:25.000Z',
    sender: 'ada@example.org',
    subject: 'café',
    text: 'café\n\nHello\nworld',
    label: 'ham',
    group: 'hard-1',
  });
});

test('a mail of HTML alone becomes its words', async () => {
  const mail = bytes(
    'Content-Type: text/html; charset=gbk',
    '',
    '<style>p{}</style><p>\xc4\xe3\xba\xc3 &amp; <a href="http://x">here</a></p>',
  );
  expect((await readMail('spam-1/1', mail)).text).toBe('你好 & here');
});

test('what a mail lacks is empty or null, and nothing is mended', async () => {
  const row = await readMail('spam-2/1', bytes('Date: 2002/09/14 Sat 02:29:32', '', 'a\0b\xff'));
  expect(row).toMatchObject({ date: null, sender: null, subject: '', text: 'ab\ufffd' });
});

test.each([
  ['29 Aug 2002 11:19:27 -0400', '2002-08-29T15:19:27.000Z'],
  ['Fri, 23 Aug 2002 19:27:52', '2002-08-23T19:27:52.000Z'],
  ['03 Jul 01 4:12:06 PM', '2001-07-03T16:12:06.000Z'],
  ['Thu, 19 Sep 2002 09:39:00 EDT', '2002-09-19T13:39:00.000Z'],
  ['Thu, 29 Aug 2002 15:36:58 +-0500', '2002-08-29T15:36:58.000Z'],
  ['Mon, 22 Jul 0102 10:07:27 +0000', '0102-07-22T10:07:27.000Z'],
])('the date %s is read as %s', async (header, date) => {
  expect((await readMail('spam-1/1', bytes(`Date: ${header}`, '', 'x'))).date).toBe(date);
});
