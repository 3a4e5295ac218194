import type { Database } from 'better-sqlite3';
import {
  type Dataset,
  type DatasetId,
  type LeakReport,
  LuthierError,
  type SplitReport,
  type SplitRequest,
} from '../../contract/index.ts';
import { changeLog, type RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { rowTable, type StoredRow } from '../../store/rows.ts';
import { findLeaks, type SplitRow } from './leaks.ts';
import { type Candidate, dealOut, labelShiftOf } from './split.ts';
import { cellText, textKey } from './text-key.ts';

/** Gives each row of a dataset its split, as one change that can be undone, and says what the splits look like. */
export function splitDataset(db: Database, request: SplitRequest, atMs: number): SplitReport {
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(request.datasetId);
  const key = datasets.key(request.datasetId);
  checkLabels(dataset);

  const rows = [...rowTable(db).each(key)];
  const candidates = rows.filter(row => row.label !== null).map(row => toCandidate(dataset, row));
  const dealt = dealOut(candidates, request);

  const changes: RowChange[] = rows
    .map(({ row, split }) => ({ row, before: { split }, after: { split: dealt.get(row) ?? null } }))
    .filter(({ before, after }) => before.split !== after.split);
  const { train, validation, test } = request.sizes;
  const changeId = changeLog(db).apply(key, `Split ${train} / ${validation} / ${test}`, atMs, changes);

  const size = (split: string, label?: string) =>
    candidates.filter(row => dealt.get(row.row) === split && (label === undefined || row.label === label)).length;
  return {
    sizes: { train: size('train'), validation: size('validation'), test: size('test') },
    labels: dataset.labels.map(({ label }) => ({
      label,
      train: size('train', label),
      validation: size('validation', label),
      test: size('test', label),
    })),
    leaks: leaksOf(db, request.datasetId),
    labelShift: labelShiftOf(candidates),
    changeId,
  };
}

/** What ties the splits of a dataset together as they are now. */
export function leaksOf(db: Database, datasetId: DatasetId): LeakReport {
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(datasetId);
  const rows: SplitRow[] = [];
  for (const row of rowTable(db).each(datasets.key(datasetId))) {
    if (row.split === null) continue;
    const { text, group } = toCandidate(dataset, row);
    rows.push({ row: row.row, split: row.split, text, group });
  }
  return findLeaks(rows);
}

export function checkLabels(dataset: Dataset): void {
  if (dataset.roles.label === undefined) throw new LuthierError('dataset.no_label', { dataset: dataset.name });
  const [first] = dataset.labels;
  if (first === undefined) throw new LuthierError('dataset.no_label', { dataset: dataset.name });
  if (dataset.labels.length === 1) {
    throw new LuthierError('dataset.one_class', { dataset: dataset.name, label: first.label });
  }
}

function toCandidate({ roles }: Dataset, row: StoredRow): Candidate {
  const time = roles.time === undefined ? Number.NaN : Date.parse(cellText(row.cells[roles.time]));
  return {
    row: row.row,
    label: row.label ?? '',
    text: textKey(cellText(row.cells[roles.text])),
    group: roles.group === undefined ? '' : cellText(row.cells[roles.group]),
    atMs: Number.isNaN(time) ? null : time,
  };
}
