import { type Dataset, dataset, type LedgerEntry } from '../../contract/index.ts';
import { guardCells } from '../../core/csv-guard.ts';
import type { Session } from '../session.ts';

const PAGE = 1000;

/** All that an import left out or mended, as CSV or JSONL by the ending of the file it is for. */
export async function ledgerText(session: Session, { id, sourceName }: Dataset, file: string): Promise<string> {
  const isCsv = file.toLowerCase().endsWith('.csv');
  const lines: string[] = isCsv ? ['file,line,code,reason\r\n'] : [];
  for (let after: number | null = 0; after !== null; ) {
    const page: { entries: LedgerEntry[]; next: number | null } = await session.ask(dataset.ledger, {
      datasetId: id,
      after,
      limit: PAGE,
    });
    for (const { line, reason } of page.entries) {
      const entry = { file: reason.where?.file ?? sourceName, line, code: reason.code, reason: reason.message };
      lines.push(isCsv ? csvLine(Object.values(entry).map(String)) : `${JSON.stringify(entry)}\n`);
    }
    after = page.next;
  }
  return lines.join('');
}

function csvLine(cells: readonly string[]): string {
  const safe = guardCells(cells) ?? cells;
  return `${safe.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
