import { RowViews } from '../../native-bridge/features/dataset/index.ts';
import { RowFinder } from '../../native-bridge/store/row-finder.ts';
import { wordIndex } from '../../native-bridge/store/words.ts';
import type { Options } from '../benchmarks.ts';
import { cpuFlags, load } from '../machine.ts';
import { median, type Outcome, ratioByPair, rounded } from '../outcome.ts';
import { DATASET, RARE, seededRows } from '../rows/million.ts';

const ROWS = 1_000_000;
const ROWS_SHORT = 100_000;
const HITS = 100;

/**
 * B7: the first hundred hits in a million rows, from the question to the rows in hand, against the LIKE scan that a
 * person would write over the same table. Ours goes through the finder's thread, as a page of the grid does.
 */
export async function measureSearch({ pairs, isShort, signal, say }: Options): Promise<Outcome[]> {
  const count = isShort ? ROWS_SHORT : ROWS;
  const loadBefore = load();
  say(`writing ${count} rows`);
  using project = seededRows(count);
  const { db, key, datasets, rows, changes } = project;

  const words = wordIndex(db);
  const began = performance.now();
  while (words.step(key) > 0) signal.throwIfAborted();
  const indexedPerSecond = count / ((performance.now() - began) / 1000);
  say(`${Math.round(indexedPerSecond)} rows a second into the word index`);

  using finder = new RowFinder(project.file);
  const like = db.prepare<[number, string], { cells: string }>(
    `SELECT row, cells FROM rows WHERE dataset = ? AND removed = 0 AND json_extract(cells, '$.text') LIKE ? LIMIT ${HITS}`,
  );
  const peer = (term: string) =>
    timed(() => like.all(key, `%${term}%`).map(({ cells }) => JSON.parse(cells) as unknown).length);
  const ours = (query: string) => {
    // New views each time: nothing that was found before is remembered.
    const views = new RowViews({ datasets, rows, finder, stamp: changes.stamp });
    return timed(async () => (await views.page({ datasetId: DATASET, query }, 0, HITS)).rows.length);
  };

  const questions = { word: RARE.word, chinese: RARE.chinese } as const;
  const times = { word: [], chinese: [] } as Record<keyof typeof questions, { ours: number; peer: number }[]>;
  await ours('alpha');
  for (let round = 0; round < pairs; round++) {
    for (const [name, term] of Object.entries(questions) as [keyof typeof questions, string][]) {
      signal.throwIfAborted();
      const first = round % 2 === 0 ? await ours(term) : await peer(term);
      const second = round % 2 === 0 ? await peer(term) : await ours(term);
      if (first.answer !== second.answer) throw new Error(`${term}: ${first.answer} rows against ${second.answer}`);
      const [mine, theirs] = round % 2 === 0 ? [first, second] : [second, first];
      times[name].push({ ours: mine.ms, peer: theirs.ms });
    }
    say(`round ${round + 1} of ${pairs}`);
  }

  const ratio = (name: keyof typeof questions) =>
    rounded(
      ratioByPair(
        times[name].map(pair => pair.ours),
        times[name].map(pair => pair.peer),
      ),
    );
  return [
    {
      id: 'B7',
      ours: rounded(median(times.word.map(pair => pair.ours))),
      peers: { 'SQLite LIKE': rounded(median(times.word.map(pair => pair.peer))) },
      ratio: { word: ratio('word'), chinese: ratio('chinese') },
      goal: { word: { floor: 1 / 20, goal: 1 / 100 }, chinese: { floor: 1 / 20, goal: 1 / 100 } },
      cpuFlags: cpuFlags(),
      load: loadBefore,
      facts: { rows: count, indexedPerSecond: Math.round(indexedPerSecond) },
    },
  ];
}

async function timed(work: () => number | Promise<number>): Promise<{ ms: number; answer: number }> {
  const began = performance.now();
  const answer = await work();
  return { ms: performance.now() - began, answer };
}
