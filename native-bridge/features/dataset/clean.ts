import type { Database } from 'better-sqlite3';
import type { CleanReport, DatasetId } from '../../contract/index.ts';
import { changeLog, type RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { rowTable, type StoredRow } from '../../store/rows.ts';
import { cellText, textKey } from './text-key.ts';

/** Control characters that no writer means, but tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u200b\u2060\ufeff]/gu;

/**
 * Brings texts into one form, then takes out empty ones, repeated ones, and equal texts with different labels. One
 * change in the log, so one undo brings all of it back.
 */
export function clean(db: Database, datasetId: DatasetId, atMs: number): CleanReport {
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(datasetId);
  const key = datasets.key(datasetId);
  const { text: textColumn } = dataset.roles;

  const seen = new Map<string, { first: number; label: string | null; conflict: boolean }>();
  const changes = new Map<number, RowChange>();
  const drops = { 'drop-empty': 0, 'drop-duplicates': 0, 'drop-conflicts': 0 };
  let normalised = 0;

  const remove = (row: StoredRow | { row: number }, step: keyof typeof drops): void => {
    drops[step] += 1;
    const { before, after } = changes.get(row.row) ?? { before: {}, after: {} };
    changes.set(row.row, {
      row: row.row,
      before: { ...before, removed: 0 },
      after: { ...after, removed: 1 },
    });
  };

  for (const row of rowTable(db).each(key)) {
    const before = cellText(row.cells[textColumn]);
    const text = normalise(before);
    if (text !== before) {
      normalised += 1;
      changes.set(row.row, {
        row: row.row,
        before: { cells: row.cells },
        after: { cells: { ...row.cells, [textColumn]: text } },
      });
    }
    const same = textKey(text);
    if (same === '') {
      remove(row, 'drop-empty');
      continue;
    }
    const earlier = seen.get(same);
    if (earlier === undefined) seen.set(same, { first: row.row, label: row.label, conflict: false });
    else {
      remove(row, earlier.label === row.label ? 'drop-duplicates' : 'drop-conflicts');
      if (earlier.label !== row.label) earlier.conflict = true;
    }
  }
  for (const { first, conflict } of seen.values()) if (conflict) remove({ row: first }, 'drop-conflicts');

  const removed = drops['drop-empty'] + drops['drop-duplicates'] + drops['drop-conflicts'];
  const changeId =
    changes.size === 0
      ? null
      : changeLog(db).apply(key, `Clean: ${removed} rows removed, ${normalised} normalised`, atMs, changes.values());
  return {
    steps: [
      { step: 'normalise', removed: 0, changed: normalised },
      ...(['drop-empty', 'drop-duplicates', 'drop-conflicts'] as const).map(step => ({
        step,
        removed: drops[step],
        changed: 0,
      })),
    ],
    rowsBefore: dataset.rowCount,
    rowsAfter: dataset.rowCount - removed,
    changeId,
  };
}

/** NFC, line feeds only, no stray control characters, no white space around. Words are left as they are. */
export function normalise(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(CONTROL, '').trim();
}
