import { execFile } from 'node:child_process';
import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Dataset } from '../../native-bridge/contract/index.ts';
import { datasetTable } from '../../native-bridge/store/datasets.ts';
import { duplicateTable } from '../../native-bridge/store/duplicates.ts';
import { openDatabase } from '../../native-bridge/store/open.ts';
import { rowTable } from '../../native-bridge/store/rows.ts';
import type { Options } from '../benchmarks.ts';
import { cpuFlags, load, machine } from '../machine.ts';
import { median, type Outcome, ratioByPair, rounded } from '../outcome.ts';
import { type PlantedTexts, plantedTexts, THRESHOLD } from './planted-texts.ts';
import { type Quality, qualityOf } from './quality.ts';

const TEXTS = { full: 100_000, short: 10_000 };
const SEED = 7;
const LEAST: Quality = { recall: 0.95, precision: 0.98 };

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

interface Measured extends Quality {
  readonly name: string;
  readonly textsPerSecond: number;
  /** Without the time to cut texts into shingles; the whole for ours, which never does that apart. */
  readonly fromShingles: number;
}

/** B8: near-duplicate groups, from rows in the project to groups in it, against peers from texts to groups in memory. */
export async function measureDuplicates({ pairs, isShort, signal, say }: Options): Promise<Outcome[]> {
  const before = { cpuFlags: cpuFlags(), load: load() };
  say(`${machine()}; load ${before.load}${isShort ? '; short form' : ''}`);
  using folder = mkdtempDisposableSync(join(tmpdir(), 'luthier-bench-'));
  const planted = plantedTexts(TEXTS[isShort ? 'short' : 'full'], SEED);
  const file = join(folder.path, 'texts.json');
  writeFileSync(file, JSON.stringify(planted.texts));
  using project = projectOf(folder.path, planted.texts);
  const { stdout } = await run(process.execPath, [join(root, 'bench', 'peers.mjs')], { signal });
  const python = stdout.trim();

  const rounds: Record<string, Measured[]> = { ours: [], datasketch: [], rensa: [] };
  for (let number = 1; number <= pairs; number += 1) {
    say(`Round ${number} of ${pairs}`);
    const names = Object.keys(rounds);
    for (const name of number % 2 === 0 ? names.reverse() : names) {
      const measured =
        name === 'ours' ? await project.search(planted, signal) : await peer(python, name, file, planted, signal);
      say(`  ${inWords(measured)}, load ${load()}`);
      rounds[name]?.push(measured);
    }
  }
  return [outcomeOf(rounds, { ...before, facts: { short: isShort, pairs, texts: planted.texts.length } })];
}

/** A project that holds the texts, and the app's search through it: rows read, groups written. */
function projectOf(folder: string, texts: readonly string[]) {
  const database = join(folder, 'luthier.db');
  const db = openDatabase(database);
  const id = Dataset.shape.id.parse('ds_benchmark000');
  const about = { name: 'texts', columns: ['text'], roles: { text: 'text' }, sourceName: '', sourceSha256: '' };
  const key = datasetTable(db).insert({ ...about, id, createdAtMs: 0 });
  const rows = rowTable(db);
  db.transaction(() => texts.forEach((text, index) => void rows.insert(key, index + 1, { text }, null)))();
  datasetTable(db).complete(key, about.columns, about.roles);

  return {
    search: async (planted: PlantedTexts, signal: AbortSignal): Promise<Measured> => {
      const script = join(root, 'bench', 'duplicates', 'ours.ts');
      const { stdout } = await run(process.execPath, [script, database, id, String(THRESHOLD)], { signal });
      const textsPerSecond = texts.length / Number(stdout);
      const groups = Map.groupBy(duplicateTable(db).members(key, 1, texts.length), ({ place }) => place);
      const found = [...groups.values()].map(members => members.map(({ row }) => row - 1));
      return { name: 'luthier', textsPerSecond, fromShingles: textsPerSecond, ...qualityOf(found, planted.planted) };
    },
    [Symbol.dispose]: () => void db.close(),
  };
}

async function peer(
  python: string,
  name: string,
  file: string,
  { texts, planted }: PlantedTexts,
  signal: AbortSignal,
): Promise<Measured> {
  const script = join(root, 'bench', 'duplicates', 'peer.py');
  const { stdout } = await run(python, [script, name, file, String(THRESHOLD)], { signal, maxBuffer: 1 << 28 });
  const told = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
    name: string;
    seconds: number;
    secondsFromShingles: number;
    groups: number[][];
  };
  return {
    name: told.name,
    textsPerSecond: texts.length / told.seconds,
    fromShingles: texts.length / told.secondsFromShingles,
    ...qualityOf(told.groups, planted),
  };
}

function outcomeOf(
  rounds: Readonly<Record<string, readonly Measured[]>>,
  { facts, ...before }: Pick<Outcome, 'cpuFlags' | 'load' | 'facts'>,
): Outcome {
  const { ours = [], datasketch = [], rensa = [] } = rounds;
  const low = ours.find(({ recall, precision }) => recall < LEAST.recall || precision < LEAST.precision);
  if (low !== undefined) throw new Error(`Ours is not good enough for its speed to count: ${inWords(low)}.`);

  const speed = (of: readonly Measured[]) => of.map(({ textsPerSecond }) => textsPerSecond);
  const shingled = (of: readonly Measured[]) => of.map(({ fromShingles }) => fromShingles);
  const quality = [...ours.slice(0, 1), ...datasketch.slice(0, 1), ...rensa.slice(0, 1)].flatMap(of => {
    const [name = of.name] = of.name.split('@');
    return [
      [`${name}Recall`, rounded(of.recall)],
      [`${name}Precision`, rounded(of.precision)],
    ] as const;
  });
  return {
    id: 'B8',
    ours: rounded(median(speed(ours))),
    peers: Object.fromEntries(
      [datasketch, rensa].map(of => [of[0]?.name ?? 'unknown', rounded(median(speed(of)))] as const),
    ),
    ratio: {
      vsDatasketch: rounded(ratioByPair(speed(ours), speed(datasketch))),
      vsRensa: rounded(ratioByPair(speed(ours), speed(rensa))),
    },
    goal: { vsDatasketch: { floor: 10, goal: 40 }, vsRensa: { goal: 0.8 } },
    ...before,
    facts: {
      ...facts,
      ...Object.fromEntries(quality),
      vsDatasketchFromShingles: rounded(ratioByPair(speed(ours), shingled(datasketch))),
      vsRensaFromShingles: rounded(ratioByPair(speed(ours), shingled(rensa))),
    },
  };
}

function inWords({ name, textsPerSecond, recall, precision }: Measured): string {
  return `${name}: ${rounded(textsPerSecond)} texts/s, recall ${rounded(recall)}, precision ${rounded(precision)}`;
}
