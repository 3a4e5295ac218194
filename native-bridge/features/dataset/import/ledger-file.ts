import { dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ExportedLedger, ExportLedger, LedgerEntry } from '../../../contract/index.ts';
import { guardCells } from '../../../core/csv-guard.ts';
import { EXPORTS, fileName } from '../../../core/exports.ts';
import { WholeFile } from '../../../core/whole-file.ts';
import type { DatasetTable } from '../../../store/datasets.ts';

const PAGE = 1000;

/**
 * Writes down all that an import left out or took differently: file, line and why; then, where that is asked, where each
 * row it took came from. The core goes on answering between pages. Throws `dataset.not_found` and `disk.full`.
 */
export async function exportLedger(
  { project, datasets }: { readonly project: string; readonly datasets: DatasetTable },
  { datasetId, format, accepted = false, to }: ExportLedger,
): Promise<ExportedLedger> {
  const { name, sourceName } = datasets.dataset(datasetId);
  const inProject = `${EXPORTS}/${fileName(`${name} ledger`)}.${format}`;
  const path = to === undefined ? join(project, inProject) : resolve(to);
  using file = new WholeFile(dirname(path));
  const columns: readonly (keyof Line)[] = accepted ? [...COLUMNS, 'row'] : COLUMNS;
  let entries = 0;
  const write = (lines: readonly Line[]): void => {
    for (const line of lines) {
      const cells = () => columns.map(column => String(line[column] ?? ''));
      file.writeText(format === 'csv' ? csvLine(cells()) : `${JSON.stringify(line)}\n`);
    }
    entries += lines.length;
  };

  if (format === 'csv') file.writeText(csvLine(columns));
  for (const part of datasets.ledgerParts(datasetId, PAGE)) {
    write(part.map(entry => lineOf(entry, sourceName)));
    await setImmediate();
  }
  for (const part of accepted ? datasets.places(datasetId) : []) {
    write(part.map(({ file, line, row }) => ({ file, line, outcome: 'accepted', row })));
    await setImmediate();
  }
  file.end();
  file.commit(path);
  return { path, bytesPath: to === undefined ? inProject : null, entries, sizeBytes: file.sizeBytes };
}

interface Line {
  readonly file: string;
  readonly line: number;
  readonly outcome: string;
  readonly code?: string;
  readonly reason?: string;
  readonly row?: number;
}

const COLUMNS: readonly (keyof Line)[] = ['file', 'line', 'outcome', 'code', 'reason'];

/** Of lines whose rows were taken: changed, or as they stand though something else was said of them or is missing. */
const OUTCOMES: Readonly<Record<string, string>> = {
  'import.mended': 'mended',
  'import.other_type': 'kept',
  'import.other_chat': 'kept',
  'import.no_part': 'kept',
  'import.no_part_more': 'kept',
  'import.other_sheets': 'kept',
  'import.no_value': 'kept',
  'import.renamed_columns': 'kept',
};

function lineOf({ line, reason }: LedgerEntry, sourceName: string): Line {
  const outcome = OUTCOMES[reason.code] ?? 'dropped';
  return { file: reason.where?.file ?? sourceName, line, outcome, code: reason.code, reason: reason.message };
}

function csvLine(cells: readonly string[]): string {
  const safe = guardCells(cells) ?? cells;
  return `${safe.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
