import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetId } from '../../native-bridge/contract/index.ts';
import { changeLog } from '../../native-bridge/store/changes.ts';
import { datasetTable } from '../../native-bridge/store/datasets.ts';
import { openDatabase } from '../../native-bridge/store/open.ts';
import { rowTable } from '../../native-bridge/store/rows.ts';

const WORDS = [
  'model',
  'train',
  'data',
  'clean',
  'label',
  'row',
  'alpha',
  'beta',
  '天气',
  '银行',
  '公园',
  '通知',
  '今天',
];
const BATCH = 20_000;

export const DATASET = 'ds_benchmark001' as DatasetId;

/** A word and a Chinese term that stand in about one row of sixteen thousand. */
export const RARE = { word: 'zebra', chinese: '斑马' } as const;

/** A project with so many rows of seeded text, in a folder that is gone when it is disposed. */
export function seededRows(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'luthier-bench-'));
  const file = join(folder, 'luthier.db');
  const db = openDatabase(file);
  const datasets = datasetTable(db);
  const rows = rowTable(db);
  const key = datasets.insert({
    id: DATASET,
    name: 'seeded',
    columns: ['text', 'label', 'score'],
    roles: { text: 'text', label: 'label' },
    sourceSha256: 'none',
    sourceName: 'seeded',
    createdAtMs: 0,
  });
  const random = seeded(20);
  const store = db.transaction((from: number, to: number) => {
    for (let row = from; row < to; row++) {
      const label = random() < 0.3 ? 'spam' : 'ham';
      rows.insert(key, row + 1, { text: textOf(row, random), label, score: row % 1000 }, label);
    }
  });
  for (let from = 0; from < count; from += BATCH) store(from, Math.min(count, from + BATCH));
  datasets.complete(key, ['text', 'label', 'score'], { text: 'text', label: 'label' });
  return {
    db,
    file,
    folder,
    key,
    datasets,
    rows,
    changes: changeLog(db),
    [Symbol.dispose]: () => {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function textOf(row: number, random: () => number): string {
  const words = Array.from({ length: 16 }, (_, at) => {
    const word = WORDS[Math.floor(random() * WORDS.length)] as string;
    return at % 4 === 0 ? `${word}${Math.floor(random() * 5000)}` : word;
  });
  if (row % 16_000 === 7) words.push(RARE.word, RARE.chinese);
  return words.join(' ');
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
