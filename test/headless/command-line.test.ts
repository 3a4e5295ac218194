import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type DatasetVersion, project as projects } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { INSTALLATION, mails } from '../installation.ts';
import { work } from '../session-work.ts';
import { temporaryFolder } from '../temporary.ts';

const MAIN = join(INSTALLATION.root, 'native-bridge/hosts/cli/main.ts');

function luthier(project: string, ...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string; json: () => Record<string, unknown> }>(done => {
    execFile(process.execPath, [MAIN, '--project', project, ...args], (error, stdout, stderr) => {
      const json = () => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
      done({ code: error ? Number(error.code) : 0, stdout, stderr, json });
    });
  });
}

test('CLI-1 a file goes in, is cleaned, split and frozen, each step with one JSON object as its last line', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const file = folder.write('mails.jsonl', `${mails(120)}\nbroken`);

  const imported = await luthier(project, 'import', file, '--group', 'sender', '--json');
  const cleaned = await luthier(project, 'clean', '--json');
  const split = await luthier(project, 'split', '--train', '60', '--validation', '12', '--test', '30', '--json');
  const frozen = await luthier(project, 'freeze', '--name', 'first', '--json');

  expect([imported, cleaned, split, frozen].map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual(
    Array(4).fill([0, '']),
  );
  expect(imported.json()).toMatchObject({ accepted: 120, rejected: 1, ledger: [{ line: 121 }] });
  expect(cleaned.json()).toMatchObject({ rowsBefore: 120 });
  expect(split.json()).toMatchObject({ sizes: { train: 60, validation: 12, test: 30 }, leaks: { leakedRows: 0 } });
  expect(frozen.json()).toMatchObject({ name: 'first', rowCount: 120, leakedRows: 0 });
});

test('CLI-2 an error goes to stderr with its way out, and the code tells a script what kind it is', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');

  const missing = await luthier(project, 'import', join(folder.path, 'none.jsonl'), '--json');
  const usage = await luthier(project, 'split', '--train', 'many', '--test', '3');
  const unknown = await luthier(project, 'fly');

  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain('error: There is no file none.jsonl.\nCheck the path');
  expect(missing.json()).toMatchObject({ error: { code: 'import.not_found' } });
  expect([usage.code, unknown.code]).toEqual([2, 2]);
  expect(usage.stderr).toContain('It must be a number of rows');
});

test('CLI-2b a split says which label it leaves without a row, and where', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const once = JSON.stringify({ text: 'a parcel that nobody sent', label: 'once' });
  await luthier(project, 'import', folder.write('mails.jsonl', `${mails(120)}\n${once}`));

  const { stdout } = await luthier(project, 'split', '--way', 'stratified');

  expect(stdout.match(/^warning: \w+ has no row with the label once; rows that are equal or nearly so/gm)).toHaveLength(
    2,
  );
});

test('CLI-26 a version name that two datasets have is refused with the versions it could be, and each can be named', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  for (const name of ['shop', 'conf']) {
    await luthier(project, 'import', folder.write(`${name}.jsonl`, mails(10)));
    await luthier(project, 'freeze', name);
  }
  const [conf, shop] = (await luthier(project, 'versions', '--json')).json() as unknown as DatasetVersion[];
  const candidates = [`conf/v1 ${conf?.hash.slice(0, 12)} (20`, `shop/v1 ${shop?.hash.slice(0, 12)} (20`];

  for (const words of [
    ['versions', 'restore', 'v1'],
    ['versions', 'compare', 'v1', 'shop/v1'],
    ['versions', 'export', 'V1'],
    ['versions', 'rename', 'v1', 'other'],
    ['train', '--version-of-data', 'v1'],
  ]) {
    const refused = await luthier(project, ...words, '--json');
    expect([refused.code, refused.json()]).toMatchObject([1, { error: { code: 'dataset.version_ambiguous' } }]);
    for (const candidate of candidates) expect(refused.stderr).toContain(candidate);
    expect(refused.stderr).toContain('dataset/version, or by the beginning of its hash');
  }
  const byDataset = await luthier(project, 'versions', 'restore', 'shop/v1', '--json');
  const byHash = await luthier(project, 'versions', 'restore', conf?.hash.slice(0, 8) ?? '');
  const compared = await luthier(project, 'versions', 'compare', 'shop/v1', 'conf/v1');
  const listed = await luthier(project, 'versions');

  expect(byDataset.json()).toMatchObject({ version: shop?.hash });
  expect(byHash.stdout).toMatch(/^conf\/v1 [0-9a-f]{12}: 0 rows changed/);
  expect(compared.stdout).toMatch(/^shop\/v1 [0-9a-f]{12} -> conf\/v1 [0-9a-f]{12}\n/);
  expect(listed.stdout).toMatch(/^version +dataset +name .*\n[0-9a-f]{12} +conf +v1 /);
}, 60_000);

test('CLI-27 a version without a name gets the next of its dataset, and one of the same rows keeps the name it has', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  await luthier(project, 'import', folder.write('mails.jsonl', mails(10)));

  const first = await luthier(project, 'freeze', '--json');
  const same = await luthier(project, 'freeze', '--json');
  await luthier(project, 'split', '--way', 'random', '--train', '6', '--validation', '2', '--test', '2');
  const second = await luthier(project, 'freeze', '--accept-leaks', 'a trial', '--json');

  expect([first, same, second].map(frozen => frozen.json().name)).toEqual(['v1', 'v1', 'v2']);
}, 60_000);

test('CLI-28 a dataset that is not there is answered with the command that lists those that are', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  await luthier(project, 'import', folder.write('mails.jsonl', mails(10)));

  const unknown = await luthier(project, 'roles', 'males');
  const listed = await luthier(project, 'datasets');

  expect(unknown.stderr).toContain('There is no dataset males.\n`luthier datasets` lists those of the project.');
  expect(listed.stdout).toMatch(/^dataset +id +rows +columns\nmails +ds_\w+ +10 +\d+\n$/);
});

test('CLI-3 a training without a version says what to do first', async () => {
  using folder = temporaryFolder();

  const { code, stderr } = await luthier(join(folder.path, 'p'), 'train');

  expect(code).toBe(1);
  expect(stderr).toContain('Freeze the dataset first.');
});

test('CLI-3b an export whose gate is finer than its test rows can tell is warned of before it begins', async () => {
  using folder = temporaryFolder();
  await using session = await openSession(folder.path);
  await work(session, projects.fillWithSample, {});
  await session[Symbol.asyncDispose]();

  const words = ['--accept-licences', 'public mails'];
  const fine = await luthier(folder.path, 'export', '--target', 'none', '--max-drop', '0.1', ...words);
  const coarse = await luthier(folder.path, 'export', '--target', 'none', ...words);

  const warning = 'warning: the test split has 440 rows: one answered otherwise is about 0.2 points';
  expect(fine.stdout).toContain(`${warning}, and the gate allows 0.1`);
  expect(coarse.stdout).not.toContain('warning: the test split');
  expect(coarse.stderr).toContain('none');
}, 120_000);

test('CLI-4 every command explains itself with its options', async () => {
  const names = [
    'demo',
    'start',
    'serve',
    'import',
    'roles',
    'clean',
    'recipes',
    'perplexity',
    'split',
    'freeze',
    'sources',
    'train',
    'evaluate',
    'attention',
    'export',
    'runs',
    'env',
    'run',
  ];
  const helps = await Promise.all(names.map(name => luthier('/nonexistent', name, '--help')));

  expect(helps.map(({ code }) => code)).toEqual(names.map(() => 0));
  for (const { stdout } of helps) {
    expect(stdout).toContain('Usage: luthier');
    expect(stdout).not.toContain('default: {');
  }
  expect(helps[names.indexOf('split')]?.stdout).toContain('(default: 80%)');
}, 60_000);

test('CLI-5 a project that a newer Luthier wrote is refused, and nothing in it is touched', async () => {
  using folder = temporaryFolder();
  const { default: Sqlite } = await import('better-sqlite3');
  const newer = new Sqlite(join(folder.path, 'luthier.db'));
  newer.pragma('user_version = 999');
  newer.close();

  const { code, stderr } = await luthier(folder.path, 'runs');

  expect(code).toBe(1);
  expect(stderr).toContain('written by a newer Luthier (project version 999');
});

test('CLI-6 two commands at once on one project: the second works through the core that has it open', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const { spawn } = await import('node:child_process');
  const core = spawn(process.execPath, [MAIN, '--project', project, 'serve', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise(done => core.stdout.once('data', done));
  try {
    const file = folder.write('mails.jsonl', mails(10));
    const imported = await luthier(project, 'import', file, '--json');
    const second = await luthier(project, 'serve');

    expect(imported.json()).toMatchObject({ accepted: 10 });
    expect(second.code).toBe(1);
    expect(second.stdout).toContain('#token=');
    expect(second.stderr).toContain('open in another Luthier');
  } finally {
    core.kill('SIGTERM');
    await new Promise(done => core.once('exit', done));
  }
});

test('CLI-7 what is known of a source is said and shown, and a licence that is none is refused with what would be one', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  folder.write('README.md', '---\nlicense: cc-by-nc-4.0\n---\n# Mails\n');
  await luthier(project, 'import', folder.write('mails.jsonl', mails(10)));

  const read = await luthier(project, 'sources', '--json');
  const wrong = await luthier(project, 'sources', '--licence', 'free for all');
  const said = await luthier(project, 'sources', '--origin', 'my own mailbox', '--allow', 'share-model');

  expect(read.json()).toMatchObject({
    sources: [{ name: 'mails.jsonl', licence: 'CC-BY-NC-4.0', entered: { from: 'card', by: 'README.md' } }],
    answers: [],
  });
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('there is no licence free')]);
  expect(said.stdout).toMatch(/mails\.jsonl .* my own mailbox +CC-BY-NC-4\.0 +yes +yes +yes +no/);
});

test('CLI-23 rows of unknown licence are given away only with words, which are kept and asked for once', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  await luthier(project, 'import', folder.write('mails.jsonl', mails(10)));
  const to = (name: string) => ['versions', 'export', '--dataset', 'mails', '--to', join(folder.path, name), '--json'];

  const refused = await luthier(project, ...to('a.jsonl'));
  const accepted = await luthier(project, ...to('a.jsonl'), '--accept-licences', 'I wrote them');
  const again = await luthier(project, ...to('b.jsonl'));
  const sources = await luthier(project, 'sources', '--json');

  expect([refused.code, refused.json()]).toMatchObject([1, { error: { code: 'licence.unconfirmed' } }]);
  expect(refused.stderr).toContain('--accept-licences "<your words>"');
  expect([accepted.code, again.code]).toEqual([0, 0]);
  expect(accepted.stdout + accepted.stderr).toContain('licence of mails.jsonl (unknown): your answer is recorded');
  expect(sources.json()).toMatchObject({ answers: [{ use: 'shareData', words: 'I wrote them', stands: true }] });
}, 60_000);

test('CLI-24 names are looked for from the command line, and what was looked at is not looked at again', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const rows = ['Please call Sarah Connor.', '王小明来了。'].map(text => JSON.stringify({ text }));
  await luthier(project, 'import', folder.write('rows.jsonl', rows.join('\n')));

  const before = await luthier(project, 'privacy', 'scan');
  const found = await luthier(project, 'privacy', 'names', '--json');
  const again = await luthier(project, 'privacy', 'names', '--json');
  const masked = await luthier(project, 'privacy', 'mask', '--type', 'name=mask', '--json');

  expect(before.stdout).toContain('0 of 2 rows; 2 not looked at for names (luthier privacy names)');
  expect(found.json()).toMatchObject({ names: 2, rows: 2, rowsNotLookedAt: 0 });
  expect(again.json()).toMatchObject({ jobId: null, names: 2 });
  expect(masked.json()).toMatchObject({ changedRows: 2, replaced: [{ type: 'name', values: 2 }] });
}, 90_000);

test('CLI-20 a recipe file says what is cleaned, and a preview of it changes nothing', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const rows = ['好'.repeat(60), '太短', `${'a'.repeat(60)}!`].map(text => JSON.stringify({ text, label: 'x' }));
  await luthier(project, 'import', folder.write('rows.jsonl', rows.join('\n')));
  const steps = [{ step: 'length', options: { min: 50, max: 200 } }];
  const recipe = { format: 'luthier-cleaning', version: 1, name: 'short', steps };
  const short = folder.write('short.json', JSON.stringify(recipe));

  const preview = await luthier(project, 'clean', '--recipe', short, '--preview');
  const cleaned = await luthier(project, 'clean', '--recipe', short, '--json');

  expect(preview.stdout).toContain('length, row 2\n  before "太短"\n  dropped\n3 rows before, 2 would stay');
  expect(cleaned.json()).toMatchObject({ rowsBefore: 3, rowsAfter: 2, changeId: 1 });
});

test('CLI-23 a built-in recipe is used by its name, steps name columns and warn, and a recipe excludes steps', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const texts = [`${'今天天气很好，我们去公园散步吧。'.repeat(4)}`, '太短', '“so”，，，'];
  const rows = texts.map(text => JSON.stringify({ text, title: 'Re:  me', label: 'x' }));
  await luthier(project, 'import', folder.write('rows.jsonl', rows.join('\n')));

  const short = await luthier(project, 'clean', '--recipe', 'short-chinese', '--preview', '--json');
  const steps = ['replace:pattern=[,，]{2,3},replacement=,', 'whitespace:column=title', 'remove-special'];
  const preview = await luthier(project, 'clean', '--preview', ...steps.flatMap(step => ['--step', step]));
  const both = await luthier(project, 'clean', '--recipe', 'short-chinese', '--step', 'html');
  const recipes = await luthier(project, 'recipes');

  expect(short.json()).toMatchObject({ rowsBefore: 3, rowsAfter: 1 });
  expect(preview.stdout).toContain('remove-special: The usual rule eats Chinese punctuation');
  expect(preview.stdout).toContain('after  "“so”,"');
  expect(preview.stdout).toMatch(/whitespace +0 +3\n/);
  expect(both.code).toBe(2);
  expect(both.stderr).toContain("cannot be used with option '--recipe <name>'");
  expect(recipes.stdout).toMatch(/short-chinese \(Short Chinese texts\) +normalise, full-width/);
  expect(recipes.stdout).toContain('remove-special: The usual rule eats Chinese punctuation');
});

test('CLI-9 a reader that goes before the end stops neither the work nor its exit code', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const file = folder.write('mails.jsonl', mails(40));

  const importing = spawn(process.execPath, [MAIN, '--project', project, 'import', file, '--json']);
  importing.stdout.destroy();
  importing.stderr.destroy();
  const [code] = await once(importing, 'exit');

  expect(code).toBe(0);
  expect((await luthier(project, 'stats', '--json')).code).toBe(0);
});

test('CLI-4 rows of one label are split at random, and leaks say how the rows were split and what became of the test', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const rows = Array.from({ length: 40 }, (_, at) => JSON.stringify({ text: `${at} ${at * 7919}`, label: 'ham' }));
  await luthier(project, 'import', folder.write('rows.jsonl', rows.join('\n')), '--json');

  const unsplit = await luthier(project, 'leaks', '--mend');
  const split = await luthier(project, 'split', '--no-near-together', '--json');
  const leaks = await luthier(project, 'leaks', '--kind', 'text', '--json');

  const plan = { way: 'random', amounts: { unit: 'percent', train: 80, validation: 10, test: 10 }, seed: 42 };
  expect(unsplit.code).not.toBe(0);
  expect(unsplit.stderr).toContain('Split it first');
  expect(split.json()).toMatchObject({ sizes: { train: 32, validation: 4, test: 4 }, plan });
  expect(leaks.json()).toMatchObject({ equalTexts: 0, total: 0, testUses: [], testChanged: 0, lastSplit: { plan } });
});

test('CLI-25 the parts of the columns are listed, looked at with a change, and changed', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const rows = ['letter', 'note', 'letter'].map((kind, at) => JSON.stringify({ text: `t ${at}`, label: 'x', kind }));
  await luthier(project, 'import', folder.write('rows.jsonl', rows.join('\n')));

  const listed = await luthier(project, 'roles', 'rows');
  const preview = await luthier(project, 'roles', 'rows', 'label=kind', '--preview', '--json');
  const swapped = await luthier(project, 'roles', 'label=kind', 'group=label', '--json');
  const taken = await luthier(project, 'roles', 'rows', 'group=', '--json');
  const unknown = await luthier(project, 'roles', 'rows', 'metadata=class', '--json');
  const nothing = await luthier(project, 'roles', 'rows', 'text=', '--json');
  await luthier(project, 'split', '--way', 'random', '--train', '1', '--validation', '1', '--test', '1');
  const locked = await luthier(project, 'roles', 'rows', 'label=label', '--json');
  const unlocked = await luthier(project, 'roles', 'rows', 'label=label', '--unlock-test', '--json');

  expect(listed.stdout).toMatch(
    /^column +part +for example\ntext +text +t 0\nlabel +label +x\nkind +metadata +letter\n/,
  );
  expect(preview.json()).toMatchObject({ roles: { text: 'text', label: 'kind' }, changeId: null });
  expect(swapped.json()).toMatchObject({
    roles: { text: 'text', label: 'kind', group: 'label' },
    rows: 3,
    changeId: 1,
  });
  expect(taken.json()).toMatchObject({ roles: { text: 'text', label: 'kind' }, rows: 0, changeId: 2 });
  expect([unknown.code, unknown.json()]).toMatchObject([1, { error: { code: 'dataset.no_column' } }]);
  expect([nothing.code, nothing.json()]).toMatchObject([1, { error: { code: 'dataset.no_text' } }]);
  expect([locked.code, locked.json()]).toMatchObject([1, { error: { code: 'splits.test_locked' } }]);
  expect(unlocked.json()).toMatchObject({ roles: { text: 'text', label: 'label' }, rows: 3 });
}, 60_000);
