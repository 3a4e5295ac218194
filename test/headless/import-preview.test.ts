import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../native-bridge/store/open.ts';
import { addStarter } from '../browser/starter.ts';
import { INSTALLATION, mails } from '../installation.ts';
import { temporaryFolder } from '../temporary.ts';

const MAIN = join(INSTALLATION.root, 'native-bridge/hosts/cli/main.ts');

test('CLI-7 a preview says what a model of the project, in capitals or not, reads and learns of the first rows, without what a terminal obeys', () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  mkdirSync(project);
  addStarter(project);
  const rows = [
    { text: 'free \u001b[31mmoney', label: 'spam' },
    { text: 'minutes '.repeat(500), label: 'ham' },
  ];
  const file = folder.write('mails.jsonl', rows.map(row => JSON.stringify(row)).join('\n'));

  const said = execFileSync(
    process.execPath,
    [MAIN, '-p', project, 'import', file, '--preview', '--model', 'starter'],
    { encoding: 'utf8' },
  );
  expect(said).toContain('read    | Answer with one word: spam or ham.');
  expect(said).toContain(
    'read    | free \ufffd[31mmoney<|im_end|>\n  read    | <|im_start|>assistant\n  learned | spam<|im_end|>',
  );
  expect(said).toMatch(/Row 2 as the model sees it: \d+ tokens read, 2 learned, 511 of 4000 characters of the text/);
  expect(said).toMatch(/Tokens of the first 2 rows: median 501, .* longest 501, 1 cut/);
});

test('CLI-29 what a model sees with other parts of the columns is shown of a dataset of any size', () => {
  using folder = temporaryFolder();
  const project = emptyProject(folder);
  addStarter(project);
  luthier(project, folder.write('mails.jsonl', mails(120)));

  const said = execFileSync(process.execPath, [MAIN, '-p', project, 'roles', '--preview', '--model', 'Starter'], {
    encoding: 'utf8',
  });

  expect(said).toContain('Tokens of the first 50 rows');
});

/** What the command line answers as JSON. */
function luthier(project: string, ...words: readonly string[]) {
  const said = spawnSync(process.execPath, [MAIN, '-p', project, '--json', 'import', ...words], { encoding: 'utf8' });
  return { code: said.status, said: said.stderr, answer: JSON.parse(said.stdout.trim().split('\n').at(-1) ?? 'null') };
}

function emptyProject(folder: { readonly path: string }): string {
  const project = join(folder.path, 'p');
  mkdirSync(project);
  openDatabase(join(project, 'luthier.db')).close();
  return project;
}

test('CLI-8 presets, metadata and types of columns are said on the command line, and a preset that does not fit says why', () => {
  using folder = temporaryFolder();
  const project = emptyProject(folder);
  const file = folder.write('a.csv', 'instruction,output,label,n\nSay hello.,Hello,x,1\nSay more.,More,y,two\n');

  const taken = luthier(project, file, '--preset', 'alpaca', '--label', 'label', '--type', 'n=number', 'output=text');
  expect(taken.answer).toMatchObject({
    dataset: { roles: { text: 'instruction', prompt: 'instruction', completion: 'output', label: 'label' } },
    accepted: 2,
    mended: 1,
  });
  const plain = luthier(project, file, '--text', 'output', '--metadata', 'instruction', 'label');
  expect(plain.answer.dataset).toMatchObject({ roles: { text: 'output' }, labels: [] });
  const unfit = luthier(project, file, '--preset', 'sharegpt');
  expect(unfit).toMatchObject({ code: 1, answer: { error: { code: 'import.preset_messages' } } });
  expect(luthier(project, file, '--type', 'n=integer').code).toBe(2);
});

test('CLI-9 keys and speakers of chats are named on the command line, or proposed by a preview', () => {
  using folder = temporaryFolder();
  const project = emptyProject(folder);
  const calls = [
    {
      dialog: [
        { speaker: '客户', utterance: '你好' },
        { speaker: '客服', utterance: '请讲' },
      ],
    },
  ];
  const file = folder.write('calls.jsonl', calls.map(call => JSON.stringify(call)).join('\n'));

  const said = ['--messages', 'dialog', '--speaker-key', 'speaker', '--text-key', 'utterance'];
  const preview = luthier(project, file, '--messages', 'dialog', '--preview');
  expect(preview.said).toContain(
    'Messages in dialog have keys of their own: --speaker-key speaker --text-key utterance --user 客户 --assistant 客服',
  );
  const all = luthier(project, file, ...said);
  expect(all.answer).toMatchObject({ dataset: { roles: { messages: 'dialog', text: 'dialog' } }, mended: 0 });
  const some = luthier(project, file, ...said, '--user', '客户');
  expect(some.answer.ledger[0].reason.facts).toMatchObject({ reason: 'chat.no_part', speaker: '客服' });
  const wrong = luthier(project, file, '--speaker-key', 'who');
  expect(wrong.answer.error).toMatchObject({ code: 'import.no_chat_key', facts: { keys: 'speaker, utterance' } });
});
