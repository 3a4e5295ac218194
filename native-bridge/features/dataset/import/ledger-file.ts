import { dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ExportedLedger, ExportLedger, LedgerEntry } from '../../../contract/index.ts';
import { guardCells } from '../../../core/csv-guard.ts';
import { EXPORTS, fileName } from '../../../core/exports.ts';
import { WholeFile } from '../../../core/whole-file.ts';
import type { DatasetTable } from '../../../store/datasets.ts';

const PAGE = 1000;

/**
 * Writes down all that an import left out or took differently: file, line and why. The core goes on answering between
 * pages. Throws `dataset.not_found` and `disk.full`.
 */
export async function exportLedger(
  { project, datasets }: { readonly project: string; readonly datasets: DatasetTable },
  { datasetId, format, to }: ExportLedger,
): Promise<ExportedLedger> {
  const { name, sourceName } = datasets.dataset(datasetId);
  const inProject = `${EXPORTS}/${fileName(`${name} ledger`)}.${format}`;
  const path = to === undefined ? join(project, inProject) : resolve(to);
  using file = new WholeFile(dirname(path));
  if (format === 'csv') file.writeText(csvLine(COLUMNS));
  let entries = 0;
  for (let after: number | null = 0; after !== null; await setImmediate()) {
    const page = datasets.ledger(datasetId, after, PAGE);
    for (const entry of page.entries) file.writeText(lineOf(entry, sourceName, format));
    entries += page.entries.length;
    after = page.next;
  }
  file.end();
  file.commit(path);
  return { path, bytesPath: to === undefined ? inProject : null, entries, sizeBytes: file.sizeBytes };
}

const COLUMNS = ['file', 'line', 'outcome', 'code', 'reason'] as const;

/** Of lines whose rows were taken: changed, or as they stand though something else was said of them. */
const OUTCOMES: Readonly<Record<string, string>> = {
  'import.mended': 'mended',
  'import.other_type': 'kept',
  'import.other_chat': 'kept',
};

function lineOf({ line, reason }: LedgerEntry, sourceName: string, format: ExportLedger['format']): string {
  const outcome = OUTCOMES[reason.code] ?? 'dropped';
  const entry = { file: reason.where?.file ?? sourceName, line, outcome, code: reason.code, reason: reason.message };
  return format === 'csv' ? csvLine(COLUMNS.map(column => String(entry[column]))) : `${JSON.stringify(entry)}\n`;
}

function csvLine(cells: readonly string[]): string {
  const safe = guardCells(cells) ?? cells;
  return `${safe.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
