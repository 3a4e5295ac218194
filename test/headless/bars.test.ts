import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataset, splits, statistics } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import {
  columnsOf,
  labelBars,
  languageBars,
  lengthBars,
  splitBars,
  timeBars,
} from '../../renderer/features/statistics/bars-of.ts';
import { type PartedBar, seriesOf } from '../../renderer/features/statistics/parts.ts';
import { rangeQuery } from '../../renderer/features/statistics/queries.ts';
import { importMails, work } from '../session-work.ts';
import { temporaryFolder } from '../temporary.ts';
import { projectWithWordModel } from '../word-model.ts';

test('STAT-30 the query of every bar of real mails, and of every part of it, finds as many rows as the bar counts', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const model = projectWithWordModel(project);
  await using session = await openSession(project);
  const datasetId = await importMails(session);
  const amounts = { unit: 'percent' as const, train: 70, validation: 10, test: 10 };
  const plan = { way: 'random' as const, amounts, seed: 7, nearTogether: false };
  await work(session, splits.split, { datasetId, plan, unlockTest: false });
  const found = await work(session, statistics.compute, { datasetId });
  const tokens = await work(session, statistics.computeTokens, { datasetId, modelId: model });
  const columns = columnsOf(found);

  const names = {
    rows: 'rows',
    splits: ['a', 'b', 'c', 'none'],
    labels: found.labelNames,
    otherLabels: 'others',
    columns,
  };
  const charts: readonly PartedBar[][] = [
    splitBars(found, names.splits),
    labelBars(found, 'none'),
    lengthBars(found.characters, 'length', columns),
    lengthBars(found.words, 'words', columns),
    lengthBars(tokens.lengths, `tokens@${model}`, columns),
    languageBars(found, code => code),
    timeBars(found),
  ];
  let tried = 0;
  for (const bars of charts) {
    expect(bars.length).toBeGreaterThan(1);
    for (const by of ['nothing', 'split', 'label'] as const) {
      const counts = bars.map(bar => bar.counts);
      for (const part of seriesOf(counts, by, names)) {
        for (const [place, { query }] of bars.entries()) {
          // Each costs a walk over all mails.
          if (place % (by === 'nothing' ? 4 : 13) > 0) continue;
          const asked = [...new Set([query, part.query])].filter(Boolean).join(' ');
          const { rows } = await session.ask(dataset.countRows, { datasetId, query: asked });
          expect([asked, rows]).toEqual([asked, part.values[place]]);
          tried += 1;
        }
      }
    }
  }
  expect(tried).toBeGreaterThan(100);
  for (const { from, to, texts } of found.duplicates.byTimes) {
    const { rows } = await session.ask(dataset.countRows, {
      datasetId,
      query: rangeQuery(columns, 'repeats', { from, to }),
    });
    expect(rows).toBeGreaterThanOrEqual(from * texts);
    expect(rows).toBeLessThanOrEqual(to * texts);
  }
}, 120_000);
