import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/temporary.ts';
import type { ImportFile, ImportReport } from '../../../contract/index.ts';
import { datasetTable } from '../../../store/datasets.ts';
import { openDatabase } from '../../../store/open.ts';
import { rowTable } from '../../../store/rows.ts';
import { importFile } from './import-file.ts';
import { previewImport } from './preview.ts';

type Request = Partial<Omit<ImportFile, 'file'>>;

/** Looks at a file and imports it, with what is said of it. */
async function importing(name: string, content: string, request: Request = {}) {
  using folder = temporaryFolder();
  const project = join(folder.path, 'project');
  mkdirSync(project);
  const asked = { file: folder.write(name, content), ...request };
  const db = openDatabase(join(project, 'luthier.db'));
  try {
    const { format, delimiter, quotes, types, roles } = asked;
    const preview = await previewImport(project, { file: asked.file, format, delimiter, quotes, types, roles });
    const report = await importFile(db, project, asked, () => {});
    const key = datasetTable(db).key(report.dataset.id);
    const rows = rowTable(db).page({ dataset: key, after: 0, limit: 1000 });
    const ledger = datasetTable(db).ledger(report.dataset.id, 0, 2000).entries;
    return { preview, report, ledger, cells: rows.map(({ cells }) => cells) };
  } finally {
    db.close();
  }
}

const jsonl = (rows: readonly object[]) => rows.map(row => JSON.stringify(row)).join('\n');
const roles = ({ dataset }: ImportReport) => dataset.roles;

test('DS-M1 a column that is said to be metadata plays no part, whatever it is called, and is kept', async () => {
  const content = jsonl([{ body: 'a', text: 'b', label: 'ham', date: '2024-01-02' }]);
  const { report, cells } = await importing('a.jsonl', content, {
    roles: { text: 'body', metadata: ['text', 'label', 'date'] },
  });

  expect(roles(report)).toEqual({ text: 'body' });
  expect(report.dataset).toMatchObject({ columns: ['body', 'text', 'label', 'date'], labels: [] });
  expect(cells).toEqual([{ body: 'a', text: 'b', label: 'ham', date: '2024-01-02' }]);
});

test.each([
  [
    { text: 'a', sender: 'b' },
    { text: 'text', label: 'sender' },
    { text: 'text', label: 'sender' },
  ],
  [
    { question: 'a', content: 'b' },
    { prompt: 'question', completion: 'content' },
    { prompt: 'question', completion: 'content', text: 'question' },
  ],
  [{ text: 'a', category: 'b' }, { group: 'category' }, { text: 'text', group: 'category' }],
  [{ question: 'a', answer: 'b' }, { text: 'question' }, { text: 'question' }],
])('DS-M17 of the columns of %j those named as %j play no second part by their names', async (row, named, expected) => {
  const { report, preview } = await importing('a.jsonl', jsonl([row]), { roles: named });
  expect(roles(report)).toEqual(expected);
  expect(preview.roles).toEqual(expected);
});

test('DS-M18 of Alpaca without a single instruction the input is the text, so that no row is empty', async () => {
  const rows = [
    { instruction: '', input: 'Win a prize', output: 'spam' },
    { instruction: '', input: 'Meeting at nine', output: 'ham' },
  ];
  const { report, preview, ledger } = await importing('a.json', JSON.stringify(rows));

  expect(roles(report)).toEqual({ text: 'input', prompt: 'input', completion: 'output' });
  expect(preview.roles).toEqual(roles(report));
  expect(preview.presets.find(({ preset }) => preset === 'alpaca')?.roles).toEqual(roles(report));
  expect(ledger).toEqual([]);
  const asked = await importing('a.json', JSON.stringify([{ ...rows[0], instruction: 'Spam or ham?' }, rows[1]]));
  expect(roles(asked.report)).toMatchObject({ text: 'instruction', context: 'input' });
});

test('DS-M19 of an array on one line the ledger and the preview say which element a row is', async () => {
  const elements = [
    '{"text":"a","n":1}',
    '5',
    '{"text":"half \\ud83d","n":"two"}',
    '{"text":"","n":4}',
    '{"text":"b\\u0000"}',
  ];
  const { ledger, preview } = await importing('a.json', `[${elements.join(', ')}]`, { types: { n: 'number' } });

  expect(ledger.map(({ line, reason }) => `${line} ${reason.message}`)).toEqual([
    '1 a.json line 1, row 2: not a JSON object.',
    '1 a.json line 1, row 3: half a character was replaced by a replacement character.',
    '1 a.json line 1, row 3: not of the type said: n (number) "two".',
    '1 a.json line 1, row 4: nothing in text.',
    '1 a.json line 1, row 5: holds a NUL byte.',
  ]);
  expect(preview.rejects.map(({ reason }) => reason.message)).toContain('a.json line 1, row 2: not a JSON object.');
  expect(preview.rejects.map(({ reason }) => reason.message)).toContain(
    'a.json line 1, row 3: not of the type said: n (number) "two".',
  );
});

test('DS-M2 metadata that is not there is refused by its name', async () => {
  const failing = importing('a.jsonl', jsonl([{ text: 'a' }]), { roles: { metadata: ['colour'] } });
  await expect(failing).rejects.toMatchObject({
    code: 'import.column_missing',
    facts: { column: 'colour', role: 'metadata' },
  });
});

const ALPACA = [{ instruction: 'Say hello.', input: 'in French', output: 'Bonjour', label: 'x', text: 'whole' }];
const chat = (who: string, what: string) => [{ chat: [{ [who]: 'user', [what]: 'hi' }] }];

test.each([
  [
    'alpaca',
    ALPACA,
    { prompt: 'instruction', context: 'input', completion: 'output', text: 'instruction', label: 'label' },
  ],
  [
    'alpaca',
    [{ instruction: 'Say hello.', output: 'Bonjour' }],
    { prompt: 'instruction', completion: 'output', text: 'instruction' },
  ],
  ['sharegpt', chat('from', 'value'), { messages: 'chat', text: 'chat' }],
  ['openai-messages', chat('role', 'content'), { messages: 'chat', text: 'chat' }],
  ['plain', ALPACA, { text: 'text', label: 'label' }],
])('DS-M3 the preset %s says which columns play its parts', async (preset, rows, expected) => {
  const { preview } = await importing('a.jsonl', jsonl(rows.map(row => ({ text: '', ...row }))));
  expect(preview.presets.find(fit => fit.preset === preset)).toEqual({
    preset,
    roles: expected,
    unfit: null,
  });
});

test('DS-M4 a preset that does not fit says what the file lacks', async () => {
  const { preview } = await importing('a.jsonl', jsonl([{ text: 'a', instruction: 'b' }]));
  const unfit = Object.fromEntries(preview.presets.map(fit => [fit.preset, fit.unfit?.message]));
  expect(unfit).toEqual({
    plain: undefined,
    alpaca: 'a.jsonl does not fit Alpaca: it has no column output; it has text, instruction.',
    sharegpt:
      'a.jsonl does not fit ShareGPT: none of the columns text, instruction holds lists of messages with from, value.',
    'openai-messages':
      'a.jsonl does not fit OpenAI messages: none of the columns text, instruction holds lists of messages with role, content.',
  });
});

const turns = (...said: readonly (readonly [string, string])[]) =>
  said.map(([speaker, utterance], at) => ({ id: at, speaker, utterance }));
const CALLS = [
  { dialog: turns(['客户', '你好'], ['客服', '您好，请讲']), topic: 'a' },
  { dialog: turns(['客户', '再见'], ['主管', '再见']), topic: 'b' },
  { dialog: 'no chat', topic: 'c' },
];

test('DS-M5 the keys of a chat and who speaks are proposed from the first rows', async () => {
  const { preview } = await importing('a.jsonl', jsonl(CALLS), { roles: { messages: 'dialog' } });
  expect(preview.chats).toEqual([
    {
      chat: {
        column: 'dialog',
        speaker: 'speaker',
        text: 'utterance',
        speakers: { 客户: 'user', 客服: 'assistant', 主管: 'assistant' },
      },
      keys: [
        { key: 'speaker', values: ['客户', '客服', '主管'] },
        { key: 'utterance', values: ['你好', '您好，请讲', '再见'] },
      ],
      isOrdinary: false,
      isLikely: true,
    },
  ]);
});

test('DS-M6 keys without a usual name are told by what stands under them; usual ones are ordinary', async () => {
  const odd = [
    {
      t: [
        { n: 1, a: 'A', b: 'What is it?' },
        { n: 2, a: 'B', b: 'It is a very long answer.' },
      ],
      text: 'x',
    },
  ];
  const usual = [
    {
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'hi' },
      ],
    },
  ];
  const named = [
    {
      messages: [
        { role: '病人', content: '头疼' },
        { role: '医生', content: '多久了？' },
      ],
    },
  ];

  const [first, second, third] = await Promise.all([odd, usual, named].map(rows => importing('a.jsonl', jsonl(rows))));
  expect(first?.preview.chats[0]).toMatchObject({
    isLikely: false,
    chat: { speaker: 'a', text: 'b', speakers: { A: 'user', B: 'assistant' } },
  });
  expect(second?.preview.chats[0]?.isOrdinary).toBe(true);
  expect(third?.preview.chats[0]).toMatchObject({
    isOrdinary: false,
    chat: { speakers: { 病人: 'user', 医生: 'assistant' } },
  });
});

test('DS-M7 chats with other keys are kept as ordinary messages; one with an unnamed speaker stays, and is told', async () => {
  const { report, cells } = await importing('calls.jsonl', jsonl(CALLS), {
    roles: { messages: 'dialog' },
    chat: { column: 'dialog', speaker: 'speaker', text: 'utterance', speakers: { 客户: 'user', 客服: 'assistant' } },
  });

  expect(JSON.parse(String(cells[0]?.dialog))).toEqual([
    { role: 'user', content: '你好', id: 0 },
    { role: 'assistant', content: '您好，请讲', id: 1 },
  ]);
  expect(JSON.parse(String(cells[1]?.dialog))).toEqual(CALLS[1]?.dialog);
  expect(report).toMatchObject({ accepted: 3, rejected: 0, mended: 2 });
  expect(report.ledger.map(({ line, reason }) => [line, reason.message])).toEqual([
    [2, 'calls.jsonl line 2: the chat in dialog cannot be read: it is not said who 主管 is.'],
    [3, 'calls.jsonl line 3: the chat in dialog cannot be read: it is no list of messages.'],
  ]);
});

test('DS-M8 what else stands in a message stays, also a number longer than one can be held', async () => {
  const content = 'dialog\tn\n[{"who":"a","says":"x","id":12345678901234567890,"role":"boss"}]\t1\n';
  const { cells } = await importing('a.tsv', content, {
    roles: { messages: 'dialog' },
    chat: { column: 'dialog', speaker: 'who', text: 'says', speakers: { a: 'user' } },
  });
  expect(cells[0]?.dialog).toBe('[{"role":"user","content":"x","id":"12345678901234567890","role (2)":"boss"}]');
});

test('DS-M19 a role or a content of its own that a message has beside the keys that were said stays in it', async () => {
  const message = { from: '客服', value: 'hi', content: 'attachment.pdf', role: 'agent-7', 'role (2)': 'lead' };
  const { cells } = await importing('a.jsonl', jsonl([{ dialog: [message] }]), {
    roles: { messages: 'dialog' },
    chat: { column: 'dialog', speaker: 'from', text: 'value', speakers: { 客服: 'assistant' } },
  });
  expect(JSON.parse(String(cells[0]?.dialog))).toEqual([
    {
      role: 'assistant',
      content: 'hi',
      'content (2)': 'attachment.pdf',
      'role (3)': 'agent-7',
      'role (2)': 'lead',
    },
  ]);
});

test('DS-M20 a type or a chat of a column called as what every object has is of that column alone', async () => {
  const { cells, report } = await importing('a.jsonl', '{"text":"a","constructor":1}\n{"text":"b"}\n', {
    types: { ['constructor' as string]: 'text' as const },
    chat: { column: 'constructor', speaker: 'from', text: 'value', speakers: {} },
  });
  expect(cells.map(row => JSON.stringify(row))).toEqual(['{"text":"a","constructor":"1"}', '{"text":"b"}']);
  expect(report.ledger.map(({ line }) => line)).toEqual([1]);
});

const TYPED = [
  'text,code,price,seen,on,more',
  'a,00123,1.50,yes,2006年3月1日,"{""a"":1}"',
  'b,00124,"1,5",maybe,03/02/2006 10:30,{',
  'c,,,,,',
].join('\n');

test('DS-M9 types that are said are given; what is of another stays as it stands, and is told with its line', async () => {
  const types = { price: 'number', seen: 'boolean', on: 'date', more: 'json' } as const;
  const { report, cells, preview } = await importing('a.csv', TYPED, { types });

  const expected = [
    { text: 'a', code: '00123', price: 1.5, seen: true, on: '2006-03-01', more: '{"a":1}' },
    { text: 'b', code: '00124', price: '1,5', seen: 'maybe', on: '2006-03-02T10:30:00.000Z', more: '{' },
    { text: 'c', code: null, price: null, seen: null, on: null, more: null },
  ];
  expect(cells).toEqual(expected);
  expect(preview.rows).toEqual(expected);
  expect(report).toMatchObject({ accepted: 3, rejected: 0, mended: 1 });
  const reason = {
    code: 'import.other_type',
    facts: { line: 3, columns: 'price (number) "1,5", seen (boolean) "maybe", more (json) "{"' },
    where: { file: 'a.csv', row: 3 },
  };
  expect(report.ledger).toMatchObject([{ line: 3, reason }]);
  expect(preview.rejects).toMatchObject([{ line: 3, reason }]);
});

test('DS-M10 numbers and names with leading zeros are texts when a person says so, and 00123 is no number', async () => {
  const { cells, preview } = await importing('a.jsonl', jsonl([{ text: 'a', n: 7, code: '00123', is: true }]), {
    types: { n: 'text', is: 'text', code: 'number' },
  });
  expect(cells).toEqual([{ text: 'a', n: '7', code: '00123', is: 'true' }]);
  expect(preview.columns.map(({ name, type }) => [name, type])).toContainEqual(['code', 'text']);
  expect(preview.columns.map(({ name, type }) => [name, type])).toContainEqual(['n', 'number']);
});

const LOST = ['9007199254740993.0', '12345678901234567890.5', '0.12345678901234567890123', '1e-400', '1e400'];
const HELD = ['0.8333333333333334', '1.500000000000000000000', '-007.5e-3', '.25', '+2.', '0.000', '1E21', '5e-324'];

test('DS-M18 a number that would lose digits, or become zero, stays as it stands and is told; any other is one', async () => {
  const rows = [...LOST, ...HELD].map(n => ({ text: 'a', n }));
  const { cells, report, preview } = await importing('a.jsonl', jsonl(rows), { types: { n: 'number' } });
  expect(cells.map(({ n }) => n)).toEqual([...LOST, 0.8333333333333334, 1.5, '-007.5e-3', 0.25, 2, 0, 1e21, 5e-324]);
  expect(report.ledger.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 8]);
  expect(preview.columns.find(({ name }) => name === 'n')?.type).toBe('mixed');
});

test('DS-M11 a type of a column that is not there is refused, and leaves nothing', async () => {
  const failing = importing('a.jsonl', jsonl([{ text: 'a' }]), { types: { prize: 'number' } });
  await expect(failing).rejects.toMatchObject({
    code: 'import.column_missing',
    facts: { column: 'prize', role: 'type' },
  });
});

test.each([
  [
    'quotes are not special',
    'text\tlabel\na "bare" quote\tham\n"an opened one\tspam\n"whole"\tham\n',
    'plain',
    ['a "bare" quote', '"an opened one', '"whole"'],
  ],
  ['there are no quotes', 'text\tlabel\na\tham\n', 'plain', ['a']],
  [
    'cells with tabs and lines are quoted',
    'text\tlabel\n"a\tb\nc ""d"""\tham\n"e"\tspam\n',
    'around',
    ['a\tb\nc "d"', 'e'],
  ],
  ['all cells are quoted', '"text"\t"label"\n"a"\t"ham"\n', 'around', ['a']],
])('DS-M12 a TSV in which %s is read as it is', async (_, content, quotes, texts) => {
  const { preview, cells, report } = await importing('a.tsv', content);
  expect(preview.quotes).toBe(quotes);
  expect(cells.map(({ text }) => text)).toEqual(texts);
  expect(report.rejected).toBe(0);
});

test('DS-M13 of a large TSV one broken quote among many that are meant is dropped, and bare ones among few stay', async () => {
  const meant = Array.from({ length: 3000 }, (_, at) => `"${'word '.repeat(100)}""${at}"""\tham`);
  const bare = Array.from({ length: 3000 }, (_, at) => `${'word '.repeat(100)}"${at}\tham`);
  const first = await importing('a.tsv', ['text\tlabel', ...meant, 'a "broken" one\tham'].join('\n'));
  const second = await importing('a.tsv', ['text\tlabel', '"a ""whole"" one"\tham', ...bare].join('\n'));
  expect([first.report.accepted, first.report.rejected]).toEqual([3000, 1]);
  expect([second.report.accepted, second.report.rejected]).toEqual([3001, 0]);
});

test('DS-M14 what quotes mean can be said, in a CSV too', async () => {
  const { cells } = await importing('a.csv', 'text,label\n"a",ham\n5" wide,spam\n', { quotes: 'plain' });
  expect(cells.map(({ text }) => text)).toEqual(['"a"', '5" wide']);
});

test('DS-M16 of an export of Luthier the columns are those that an import gives, so that all of them can be metadata', async () => {
  const rows = [
    { split: 'train', text: 'a', 'split (2)': 'x' },
    { split: 'test', text: 'b', 'split (2)': 'y' },
  ];
  const { preview } = await importing('a.jsonl', jsonl(rows));
  const names = preview.columns.map(({ name }) => name);
  const { report } = await importing('a.jsonl', jsonl(rows), {
    roles: { metadata: names.filter(name => name !== 'text') },
  });
  expect(preview.own).toBe(true);
  expect(names).toEqual(['text', 'split']);
  expect(report.dataset).toMatchObject({ columns: names, splitSizes: { train: 1, test: 1 } });
});

test('DS-M15 what is said of a large file is done in the thread that reads it', async () => {
  const rows = Array.from({ length: 40_000 }, (_, at) => ({ text: 'word '.repeat(25), n: `${at}` }));
  const { report, cells } = await importing('a.jsonl', jsonl(rows), { types: { n: 'number' } });
  expect(report.accepted).toBe(40_000);
  expect(cells[999]).toMatchObject({ n: 999 });
});

test('DS-M21 a chat with a speaker that nobody knows is kept and told with line and speaker, though nothing was said', async () => {
  const chat = (name: string) => [
    { from: 'human', value: 'it said "from": "me"' },
    { from: name, value: 'hi', more: { from: 'a nested one' } },
  ];
  const rows = Array.from({ length: 300 }, (_, at) => ({ conversations: chat(at === 200 ? 'moderator' : 'gpt') }));
  const { report, cells } = await importing('a.jsonl', jsonl(rows));

  expect(report).toMatchObject({ accepted: 300, rejected: 0, mended: 1 });
  const facts = { file: 'a.jsonl', line: 201, column: 'conversations', reason: 'chat.no_part', speaker: 'moderator' };
  expect(report.ledger).toMatchObject([{ line: 201, reason: { code: 'import.other_chat', facts } }]);
  expect(JSON.parse(String(cells[200]?.conversations))).toEqual(chat('moderator'));
});

test.each(['constructor', 'toString', '__proto__'])(
  'DS-M22 a row without a cell in %s has nothing there',
  async name => {
    const lines = [`{"text":"a","${name}":"spam"}`, '{"text":"b"}', `{"text":"c","${name}":null}`];
    const column = name === '__proto__' ? '__proto__ (2)' : name;
    const { preview, report } = await importing('a.jsonl', lines.join('\n'), { roles: { label: column } });

    expect(preview.columns.at(-1)).toEqual({ name: column, type: 'text', filled: 1, examples: ['spam'] });
    expect(report.dataset).toMatchObject({ roles: { label: column }, labels: [{ label: 'spam', rows: 1 }] });
  },
);

const emptyLines = ({ ledger }: ImportReport) =>
  ledger.map(({ line, reason }) => [line, reason.code, reason.facts.columns]);

test('DS-M23 an instruction without an answer is taken, and told with file, line and column', async () => {
  const rows = [
    { instruction: 'Name a colour.', input: '', output: 'Red' },
    { instruction: 'Name a day.', input: '' },
    { instruction: 'Name a month.', input: '', output: '' },
    { instruction: 'Name a year.', output: null },
    { instruction: 'Name a week.', output: ' \n' },
    { instruction: '', output: 'Five' },
  ];
  const { report, cells } = await importing('alpaca.jsonl', jsonl(rows));

  expect(cells).toEqual(rows);
  expect(report).toMatchObject({ accepted: 6, rejected: 0, mended: 5 });
  expect(report.ledger[0]).toMatchObject({ line: 2, reason: { where: { file: 'alpaca.jsonl', row: 2 } } });
  expect(emptyLines(report)).toEqual([
    [2, 'import.no_part', 'output'],
    [3, 'import.no_part', 'output'],
    [4, 'import.no_part', 'output'],
    [5, 'import.no_part', 'output'],
    [6, 'import.no_part', 'instruction'],
  ]);
});

test('DS-M24 so is a prompt without a completion, a row without a label, and a chat that is not there', async () => {
  const pairs = await importing('a.csv', 'prompt,completion\na,b\nc,\n');
  expect(emptyLines(pairs.report)).toEqual([[3, 'import.no_part', 'completion']]);

  const labels = await importing('a.csv', 'text,label,note\na,ham,\nb,,\n,spam,\n');
  expect(emptyLines(labels.report)).toEqual([
    [3, 'import.no_part', 'label'],
    [4, 'import.no_part', 'text'],
  ]);
  const named = await importing('a.csv', 'text,label\na,ham\nb,\n', { roles: { metadata: ['label'] } });
  expect(named.report.ledger).toEqual([]);

  const chats = await importing(
    'a.jsonl',
    jsonl([{ messages: [{ role: 'user', content: 'hi' }] }, { messages: null }]),
  );
  expect(emptyLines(chats.report)).toEqual([[2, 'import.no_part', 'messages']]);
});

test('DS-M26 of a file without labels some rows are told, and how many more there are', async () => {
  const rows = Array.from({ length: 7_000 }, (_, at) => `text ${at},\n`);
  const { report, ledger } = await importing('a.csv', `text,label\n${rows.join('')}`);
  expect(report).toMatchObject({ accepted: 7_000, rejected: 0, mended: 1_001 });
  expect(ledger.slice(0, 1_000).map(({ line }) => line)).toEqual(Array.from({ length: 1_000 }, (_, at) => at + 2));
  expect(ledger.slice(1_000).map(({ reason }) => [reason.code, reason.facts])).toEqual([
    ['import.no_part_more', { file: 'a.csv', line: 7_001, count: 6_000, columns: 'label', column: 'label' }],
  ]);
});

test('DS-M25 among many rows that are taken as they stand, those without an answer are told too', async () => {
  const rows = Array.from({ length: 60_000 }, (_, at) => ({ prompt: `Name number ${at}.`, completion: `${at}` }));
  const text = jsonl(rows)
    .replace('"Name number 50000.","completion":"50000"', '"Name number 50000.","completion":""')
    .replace('"Name number 50001.","completion":"50001"', '"Name number 50001."')
    .replace('"Name number 50003.","completion":"50003"', '"Name number 50003.","completion":"　"');
  const { report } = await importing('a.jsonl', text);

  expect(report).toMatchObject({ accepted: 60_000, mended: 3 });
  expect(report.ledger.map(({ line }) => line)).toEqual([50_001, 50_002, 50_004]);
});
