import { execFile } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempDisposableSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { z } from 'zod';
import type { Options } from '../benchmarks.ts';
import { cpuFlags, load, machine } from '../machine.ts';
import { median, type Outcome, ratioByPair, rounded } from '../outcome.ts';

const ROWS = { full: 1_000_000, short: 100_000 };
const FORMATS = ['jsonl', 'csv', 'parquet'] as const;
const PEERS = ['datasets', 'duckdb'] as const;

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');

/** What a reading prints as its last line. */
const Read = z.object({
  name: z.string(),
  rows: z.int().positive(),
  seconds: z.number().positive(),
  peakBytes: z.number().positive(),
  previewMs: z.number().nonnegative().optional(),
});
type Read = z.infer<typeof Read>;

/** B5: a file lands in the project, countable and readable, against `datasets` and DuckDB, their own files written too. */
export async function measureImport({ pairs, isShort, signal, say }: Options): Promise<Outcome[]> {
  const before = { cpuFlags: cpuFlags(), load: load() };
  say(`${machine()}; load ${before.load}${isShort ? '; short form' : ''}`);
  using folder = mkdtempDisposableSync(join(tmpdir(), 'luthier-bench-'));
  const rows = ROWS[isShort ? 'short' : 'full'];
  await writeRows(folder.path, rows);
  const { stdout } = await run(process.execPath, [join(ROOT, 'bench', 'peers.mjs')], { signal });
  const python = stdout.trim();

  let place = 0;
  const measure = async (command: string, script: string, format: string): Promise<Read> => {
    const to = join(folder.path, `to-${++place}`);
    mkdirSync(to);
    const args = [join(import.meta.dirname, script), join(folder.path, `rows.${format}`), to];
    const { stdout } = await run(command, args, { signal, env: { ...process.env, HF_HUB_OFFLINE: '1' } });
    const read = Read.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    if (read.rows !== rows) throw new Error(`${read.name} read ${read.rows} of ${rows} rows`);
    say(`  ${read.name} ${format}: ${read.seconds.toFixed(2)} s, load ${load()}`);
    // What one reading wrote is not to be on its way to the disk while the next one waits for its own.
    rmSync(to, { recursive: true });
    return read;
  };
  const readers = {
    ...Object.fromEntries(FORMATS.map(format => [format, () => measure(process.execPath, 'ours.ts', format)])),
    datasets: () => measure(python, 'datasets_peer.py', 'jsonl'),
    duckdb: () => measure(python, 'duckdb_peer.py', 'jsonl'),
  };
  const rounds: Record<string, Read>[] = [];
  for (let number = 1; number <= pairs; number += 1) {
    say(`Round ${number} of ${pairs}`);
    const round: Record<string, Read> = {};
    const names = Object.keys(readers) as (keyof typeof readers)[];
    for (const name of number % 2 === 0 ? names.reverse() : names) round[name] = await readers[name]();
    rounds.push(round);
  }
  return [outcomeOf(rounds, rows, { ...before, facts: { short: isShort, pairs } })];
}

function outcomeOf(
  rounds: readonly Record<string, Read>[],
  rows: number,
  { facts, ...about }: Pick<Outcome, 'cpuFlags' | 'load' | 'facts'>,
): Outcome {
  const of = (name: string) => rounds.map(round => round[name]).filter(read => read !== undefined);
  const speeds = (name: string) => of(name).map(({ seconds }) => rows / seconds);
  return {
    id: 'B5',
    ours: rounded(median(speeds('jsonl'))),
    peers: Object.fromEntries(PEERS.map(peer => [of(peer)[0]?.name ?? peer, rounded(median(speeds(peer)))])),
    ratio: {
      vsDatasets: rounded(ratioByPair(speeds('jsonl'), speeds('datasets'))),
      vsDuckdb: rounded(ratioByPair(speeds('jsonl'), speeds('duckdb'))),
    },
    goal: { vsDatasets: { floor: 0.8, goal: 1 }, vsDuckdb: { goal: 0.35 } },
    ...about,
    facts: {
      ...facts,
      rows,
      csv: rounded(median(speeds('csv'))),
      parquet: rounded(median(speeds('parquet'))),
      previewMs: rounded(median(of('jsonl').map(({ previewMs }) => previewMs ?? 0))),
      peakMegabytes: rounded(Math.max(...FORMATS.flatMap(of).map(({ peakBytes }) => peakBytes / 1024 ** 2))),
    },
  };
}

const WORDS = 'the of and to in is you that it he was for on are as with his they at be this have from or'.split(' ');

/** The same seeded rows in the three formats: twelve words, a label, a number, a sender. */
async function writeRows(folder: string, count: number): Promise<void> {
  let seed = 1;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const rows = Array.from({ length: count }, (_, n) => ({
    text: Array.from({ length: 12 }, () => WORDS[random(WORDS.length)]).join(' '),
    label: random(2) === 0 ? 'ham' : 'spam',
    n,
    sender: `user${random(1000)}@example.com`,
  }));
  const write = (ending: string, lines: Iterable<string>) =>
    pipeline(lines, createWriteStream(join(folder, `rows.${ending}`), { flush: true }));
  await write(
    'jsonl',
    rows.values().map(row => `${JSON.stringify(row)}\n`),
  );
  await write('csv', csvOf(rows));
  const columnData = (['text', 'label', 'n', 'sender'] as const).map(name => ({
    name,
    data: rows.map(row => row[name]),
  }));
  writeFileSync(join(folder, 'rows.parquet'), new Uint8Array(parquetWriteBuffer({ columnData })), { flush: true });
}

function* csvOf(rows: readonly object[]): Generator<string> {
  yield 'text,label,n,sender\n';
  for (const row of rows) yield `${Object.values(row).join(',')}\n`;
}
