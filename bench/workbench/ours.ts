/**
 * `node ours.ts <folder> <rows> <narrow rows>`: walks through the whole dataset workbench in a folder with the two files
 * of rows, in the process of the core, and prints a line of JSON a step.
 */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { z } from 'zod';
import { openApp } from '../../native-bridge/app.ts';
import {
  cleaning,
  type DatasetId,
  dataset,
  duplicates,
  type Method,
  perplexity,
  privacy,
  type Stream,
  splits,
  statistics,
  TimeLeft,
  versioning,
  type WorkEvent,
} from '../../native-bridge/contract/index.ts';
import { watched } from './watch.ts';
import { NARROW_FILE, ROWS_FILE } from './write-rows.ts';

const [folder = '', rowsAsked = '', narrowAsked = ''] = process.argv.slice(2);
const ROWS = Number(rowsAsked);
const NARROW = Number(narrowAsked);
const PAGE = 100;
/** Long enough that work is in the midst of the rows. */
const CANCELLED_AFTER_MS = 1500;
const ROLES = { text: 'text', label: 'label', time: 'time', group: 'group' };

const app = openApp(join(folder, 'project'));

function tell(step: string, taken: object): void {
  console.log(JSON.stringify({ step, ...taken }));
}

async function ask<I extends z.ZodType, O extends z.ZodType>(
  step: string,
  method: Method<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  const { value, ...taken } = await watched(() => app.router.ask(method.name, input));
  tell(step, taken);
  return value as z.output<O>;
}

type Event = { kind: 'progress' } | { kind: 'finished' | 'failed'; answer?: unknown; error?: { code: string } };

/** How a stream went: its last word, how often and how evenly it told how far it was, and whether a rest was told. */
function follow(stream: Stream, input: unknown, cancelAfterMs: number | null) {
  const left = new TimeLeft();
  const told = { progress: 0, silenceMs: 0, timeLeft: false };
  const began = performance.now();
  let heard = began;
  let last: Event | undefined;
  const ended = Promise.withResolvers<void>();
  const hear = (event: unknown): void => {
    const now = performance.now();
    told.silenceMs = Math.max(told.silenceMs, now - heard);
    heard = now;
    last = event as Event;
    if (last.kind !== 'progress') return;
    told.progress += 1;
    const done =
      'bytesDone' in last
        ? { done: last.bytesDone, total: (last as never as { bytesTotal: number }).bytesTotal }
        : last;
    if (left.seconds(done as never, now) !== null) told.timeLeft = true;
  };
  const open = app.router.open(stream.name, input, hear, ended.resolve);
  let stoppedAt = 0;
  if (cancelAfterMs !== null) {
    void setTimeout(cancelAfterMs).then(() => {
      stoppedAt = performance.now();
      open[Symbol.dispose]();
    });
  }
  return ended.promise.then(() => ({ last, told, stoppedMs: performance.now() - stoppedAt }));
}

/** Does it twice: stopped in its midst, then to its end. */
async function work<I extends z.ZodType, Answer>(
  step: string,
  stream: Stream<I, z.ZodType<WorkEvent<Answer>>>,
  input: z.input<I>,
  { isCancelled = true } = {},
): Promise<Answer> {
  let cancelMs: number | string | null = null;
  if (isCancelled) {
    const { last, stoppedMs } = await follow(stream, input, CANCELLED_AFTER_MS);
    cancelMs = last?.kind === 'failed' ? stoppedMs : 'was over before';
    if (last?.kind === 'failed' && last.error?.code !== 'job.cancelled')
      throw new Error(`${step}: ${JSON.stringify(last)}`);
  }
  const { value, ...taken } = await watched(() => follow(stream, input, null));
  tell(step, { ...taken, ...value.told, cancelMs });
  if (value.last?.kind !== 'finished') throw new Error(`${step}: ${JSON.stringify(value.last)}`);
  return value.last.answer as Answer;
}

async function importRows(step: string, file: string, roles: object): Promise<DatasetId> {
  const input = { file, roles, licence: 'CC0-1.0' };
  const { stoppedMs } = await follow(dataset.importFile, input, 500);
  const { value, ...taken } = await watched(() => follow(dataset.importFile, input, null));
  tell(step, { ...taken, ...value.told, cancelMs: stoppedMs });
  const last = value.last as unknown as { report: { dataset: { id: DatasetId } } };
  return last.report.dataset.id;
}

async function look(datasetId: DatasetId, rows: number): Promise<void> {
  await ask('first page', dataset.rowsAt, { datasetId, start: 0, limit: PAGE });
  for (let told = { indexed: 0, total: 1 }, began = performance.now(); told.indexed < told.total; ) {
    told = (await app.router.ask(dataset.wordIndex.name, { datasetId })) as never;
    if (told.indexed >= told.total) tell('word index', { seconds: (performance.now() - began) / 1000 });
    else await setTimeout(200);
  }
  await pages('', datasetId, rows);
  const sorted = (field: string, query?: string) => ({
    datasetId,
    query,
    sort: { field, descending: true },
    start: 0,
    limit: PAGE,
  });
  await ask('sort by text', dataset.rowsAt, sorted('text'));
  await ask('sort by time', dataset.rowsAt, sorted('time'));
  await ask('sort by length', dataset.rowsAt, sorted('#length'));
  const queries = {
    'filter by label and length': 'label:spam length>200',
    'filter by time': 'time:2023-06..2023-08',
    'filter by language': 'language:zh',
    'filter by regular expression': 'text:/user\\d+@example\\.com/',
    'filter by two words': 'user mail',
    'filter by part of a text': 'text:电话',
  };
  for (const [step, query] of Object.entries(queries)) {
    await ask(`${step}, first page`, dataset.rowsAt, { datasetId, query, start: 0, limit: PAGE });
    await ask(`${step}, count`, dataset.countRows, { datasetId, query });
  }
  await ask('place of a row in a sorted view', dataset.placeOf, {
    datasetId,
    sort: { field: 'text', descending: true },
    row: rows >> 1,
  });
}

async function pages(after: string, datasetId: DatasetId, rows: number): Promise<void> {
  const at = (start: number) => ({ datasetId, start, limit: PAGE });
  await ask(`middle page${after}`, dataset.rowsAt, at(rows >> 1));
  await ask(`middle page again${after}`, dataset.rowsAt, at((rows >> 1) + 5 * PAGE));
  await ask(`last page${after}`, dataset.rowsAt, at(rows - PAGE));
  await ask(`go to a row${after}`, dataset.placeOf, { datasetId, row: Math.floor(rows * 0.7) });
  await ask(`dataset${after}`, dataset.dataset, { datasetId });
  await ask(`state of the word index${after}`, dataset.wordIndex, { datasetId });
}

/** What pages of the workbench ask when they are opened. */
async function openPages(after: string, datasetId: DatasetId): Promise<void> {
  await ask(`history${after}`, dataset.history, { datasetId });
  await ask(`columns beside the rows${after}`, statistics.columns, { datasetId });
  await ask(`known statistics${after}`, statistics.known, { datasetId });
  await ask(`state of the splits${after}`, splits.state, { datasetId });
  await ask(`names${after}`, privacy.names, { datasetId });
  await ask(`scorings${after}`, perplexity.scorings, { datasetId });
  await ask(`search for duplicates${after}`, duplicates.search, { datasetId });
}

async function clean(datasetId: DatasetId, rows: number): Promise<void> {
  const { steps } = (await app.router.ask(cleaning.recipe.name, { recipe: 'standard' })) as z.output<
    typeof cleaning.recipe.output
  >;
  await work('cleaning preview', cleaning.preview, { datasetId, steps });
  await work('cleaning', cleaning.apply, { datasetId, steps });
  await pages(' after cleaning', datasetId, Math.floor(rows * 0.9));
  const { rowCount } = await ask('dataset', dataset.dataset, { datasetId });
  process.stderr.write(`${rowCount} rows are left\n`);
}

async function deduplicate(datasetId: DatasetId): Promise<void> {
  await work('exact duplicates', duplicates.find, { datasetId, threshold: 1 });
  const found = await work('near duplicates', duplicates.find, { datasetId, threshold: 0.8 });
  process.stderr.write(`${found.groups} groups, ${found.duplicates} rows could go\n`);
  await ask('groups', duplicates.groups, { datasetId, keep: 'first', after: 0, limit: 20 });
  await ask('search for duplicates', duplicates.search, { datasetId });
  await work('near duplicates removed', duplicates.remove, { datasetId, keep: 'longest' });
}

async function mask(datasetId: DatasetId): Promise<void> {
  const report = await work('privacy scan', privacy.scan, { datasetId });
  const actions = Object.fromEntries(report.counts.map(({ type }) => [type, 'mask' as const]));
  await work('privacy mask', privacy.mask, { datasetId, actions });
}

async function edit(datasetId: DatasetId): Promise<void> {
  const query = `row:1..${Math.ceil(ROWS / 8)}`;
  const replaced = {
    kind: 'replace',
    column: 'text',
    find: 'a',
    regex: false,
    ignoreCase: false,
    replacement: 'o',
  } as const;
  await work('bulk edit preview', dataset.previewBulkEdit, { datasetId, query, edit: replaced });
  await work(
    'bulk edit of an eighth',
    dataset.bulkEdit,
    { datasetId, query, edit: replaced, unlockTest: false },
    { isCancelled: false },
  );
  const newest = async () => (await app.router.ask(dataset.history.name, { datasetId })) as { readonly id: number }[];
  const edited = (await newest()).at(-1)?.id ?? 0;
  // Done before it could be stopped, and what is done already is not done again.
  await work('undo', dataset.undo, { datasetId, changeId: edited, unlockTest: false }, { isCancelled: false });
  await work('redo', dataset.redo, { datasetId, changeId: edited, unlockTest: false }, { isCancelled: false });
  await work('undo again', dataset.undo, { datasetId, changeId: edited, unlockTest: false }, { isCancelled: false });
  const removed = Array.from({ length: 10_000 }, (_, at) => at + 1);
  await ask('10,000 rows removed by hand', dataset.removeRows, { datasetId, rows: removed });
  const removal = (await newest()).at(-1)?.id ?? 0;
  await work('undo of that', dataset.undo, { datasetId, changeId: removal, unlockTest: false }, { isCancelled: false });
  await ask('one cell', dataset.editRow, { datasetId, row: ROWS, cells: { label: 'ham' } }).catch(() => {});
}

async function split(datasetId: DatasetId): Promise<void> {
  const amounts = { unit: 'percent', train: 80, validation: 10, test: 10 } as const;
  const dealt = { amounts, seed: 1, nearTogether: true };
  await work('split preview', splits.preview, { datasetId, plan: { way: 'random', ...dealt } });
  for (const way of ['random', 'stratified', 'group'] as const) {
    await work(
      `split ${way}`,
      splits.split,
      { datasetId, plan: { way, ...dealt }, unlockTest: true },
      { isCancelled: way === 'random' },
    );
  }
  await work('split time', splits.split, { datasetId, plan: { way: 'time', amounts }, unlockTest: true });
  await ask('a page of leaks', splits.leaks, { datasetId, start: 0, limit: 20 });
  await work('leaks mended', splits.mendLeaks, { datasetId, way: 'keepTest', unlockTest: true });
  await ask('state of the splits', splits.state, { datasetId });
}

async function freeze(datasetId: DatasetId): Promise<void> {
  const first = await work('freeze', versioning.freeze, { datasetId, name: 'v1', acceptLeaks: { reason: 'measured' } });
  const edit = { kind: 'set', column: 'label', value: 'ham' } as const;
  await work(
    'bulk edit of a label',
    dataset.bulkEdit,
    { datasetId, query: 'label:spam', edit, unlockTest: true },
    { isCancelled: false },
  );
  const second = await work(
    'freeze again',
    versioning.freeze,
    { datasetId, name: 'v2', acceptLeaks: { reason: 'measured' } },
    { isCancelled: false },
  );
  await work('compare by number', versioning.compare, { left: first.hash, right: second.hash });
  await work('restore', versioning.restore, { hash: first.hash, others: 'unsplit', unlockTest: true });
  await ask('state of the splits after restoring', splits.state, { datasetId });

  const source = { kind: 'version', hash: first.hash } as const;
  for (const format of ['jsonl', 'csv', 'parquet'] as const) {
    await work(`export ${format}`, versioning.exportRows, { source, format });
  }
  const exported = await work('export of the dataset', versioning.exportRows, {
    source: { kind: 'dataset', datasetId },
    format: 'jsonl',
  });
  const other = await importRows('import of the export', exported.path, ROLES);
  const third = await work('freeze of the other', versioning.freeze, {
    datasetId: other,
    name: 'v3',
    acceptLeaks: { reason: 'measured' },
  });
  await work('compare by content', versioning.compare, { left: second.hash, right: third.hash });
  await combine(datasetId, other);
}

async function combine(datasetId: DatasetId, other: DatasetId): Promise<void> {
  const parts = [{ datasetId }, { datasetId: other }];
  const weighted = parts.map(part => ({ ...part, weight: 1 }));
  const rows = Math.ceil(ROWS / 10);
  await work('sample of a tenth, split and frozen', versioning.combine, {
    name: 's',
    of: { kind: 'sample', datasetId, how: 'balanced', rows, seed: 1 },
    version: 's',
  });
  await work('append', versioning.combine, { name: 'a', of: { kind: 'append', parts } });
  await work('mix of a million', versioning.combine, {
    name: 'm',
    of: { kind: 'mix', parts: weighted, rows: ROWS, seed: 1 },
  });
  await work('join', versioning.combine, {
    name: 'j',
    of: { kind: 'join', left: datasetId, right: other, leftKey: 'text', rightKey: 'text', keepUnmatched: true },
  });
}

const file = join(folder, ROWS_FILE);
const datasetId = await importRows('import', file, ROLES);
await look(datasetId, ROWS);
await openPages('', datasetId);
await work('statistics', statistics.compute, { datasetId });
await clean(datasetId, ROWS);
await deduplicate(datasetId);
await mask(datasetId);
await edit(datasetId);
await split(datasetId);
await openPages(' at the end', datasetId);
await freeze(datasetId);

const narrow = await importRows('narrow import', join(folder, NARROW_FILE), { text: 'text' });
await ask('narrow, first page', dataset.rowsAt, { datasetId: narrow, start: 0, limit: PAGE });
await pages(' of narrow rows', narrow, NARROW);
app[Symbol.dispose]();
