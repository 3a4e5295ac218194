import {
  Change,
  type ChangeTitle,
  Dataset,
  ImportPreview,
  Row,
  titled,
  titleText,
} from '../../../../native-bridge/contract/index.ts';
import { randomFrom } from '../random.ts';
import { HASH, HOUR, ids, labels, now } from './common.ts';

const SUBJECTS = [
  'Re: [ILUG] Kernel panic after upgrade',
  'Save 70 % on printer cartridges today',
  '[zzzzteana] Meteorite hits house in Yorkshire',
  'You have been approved for a new mortgage rate',
  'Re: Razor2 and SpamAssassin 2.40',
  'Urgent business proposal, strictly confidential',
  '[Spambayes] tokenizer tricks for short headers',
  'Lose weight while you sleep, no effort needed',
  'RPM list: apt-get dist-upgrade breaks xine',
  'The database that Bill Gates does not want you to know about',
];
const BODIES = [
  'I tried the same on a 2.4.19 box and it went through without trouble. Did you remove the old modules first?',
  'Dear friend, our warehouse must be cleared before the end of the month. Order now and shipping is free of charge.',
  'Nobody was hurt, the family told reporters, but the roof has a hole the size of a football.',
  'Rates have never been lower. Answer three short questions and up to four lenders will compete for your loan.',
];

export const rows: Row[] = Array.from({ length: 6046 }, (_, place) => {
  const pick = randomFrom(place + 1);
  const label = pick() < 0.31 ? 'spam' : 'ham';
  const odd = label === 'spam' ? 1 : 0;
  const subject = SUBJECTS[Math.floor(pick() * 5) * 2 + odd] ?? '';
  const split = place < 1000 ? 'train' : place < 1200 ? 'validation' : place < 1700 ? 'test' : null;
  return Row.parse({
    row: place + 1,
    split,
    starred: place === 3,
    tags: place === 3 ? ['odd'] : [],
    note: place === 3 ? 'Ask about this one.' : null,
    cells: {
      id: `m${String(place + 1).padStart(5, '0')}`,
      date: new Date(Date.UTC(2002, 7, 22) + place * 9 * 60_000).toISOString(),
      sender: `${['jm', 'fork-admin', 'offers', 'ilug-admin', 'sales'][Math.floor(pick() * 5)]}@example.${odd ? 'com' : 'org'}`,
      subject,
      text: `${subject}\n\n${BODIES[Math.floor(pick() * 2) * 2 + odd]}`,
      label,
      group: label === 'spam' ? 'spam' : pick() < 0.06 ? 'hard' : 'easy',
    },
  });
});

export const sizes = { train: 1000, validation: 200, test: 500 };
export const dataset = Dataset.parse({
  id: ids.dataset,
  name: 'SpamAssassin mails',
  columns: ['id', 'date', 'sender', 'subject', 'text', 'label', 'group'],
  roles: { text: 'text', label: 'label', group: 'sender', time: 'date', id: 'id' },
  rowCount: rows.length,
  splitSizes: sizes,
  labels: labels.map(label => ({ label, rows: rows.filter(row => row.cells.label === label).length })),
  sourceSha256: HASH,
  sourceName: 'spam-assassin.jsonl',
  createdAtMs: now - 26 * HOUR,
});

export const importPreview = ImportPreview.parse({
  name: 'reviews.csv',
  sizeBytes: 48_231,
  files: 1,
  format: 'csv',
  encoding: 'gb18030',
  delimiter: ';',
  quotes: 'around',
  textUnit: null,
  columns: [
    { name: 'text', type: 'text', filled: 3, examples: ['很好，下次还来'] },
    { name: 'label', type: 'text', filled: 3, examples: ['好评', '差评'] },
    { name: 'stars', type: 'number', filled: 2, examples: ['5', '1'] },
  ],
  rows: [
    { text: '很好，下次还来', label: '好评', stars: 5 },
    { text: 'Never again', label: '差评', stars: 1 },
    { text: 'مرحبا', label: '好评', stars: null },
  ],
  more: true,
  roles: { text: 'text', label: 'label' },
  preset: 'plain',
  presets: [{ preset: 'plain', roles: { text: 'text', label: 'label' }, unfit: null }],
  chats: [],
  own: false,
  rejects: [],
  formats: ['csv', 'jsonl', 'json', 'parquet', 'txt'],
});

const cleaned = titled('clean', { removed: 193, changed: 812 });
const dealt = titled('splitGroup', { train: 1000, validation: 200, test: 500 });
const somebody = { person: 'mara', through: 'page' } as const;
const change = (id: number, said: ChangeTitle, rows: number, ageMs: number) =>
  Change.parse({ id, title: titleText(said), said, rows, atMs: now - ageMs, actor: somebody, undone: false });

export const lastChange = change(2, dealt, 1700, 91_000_000);
export const history = [change(1, cleaned, 1005, 92_000_000), lastChange];
