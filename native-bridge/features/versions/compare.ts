import type { CompareReport, DatasetVersion } from '../../contract/index.ts';
import { versionTable } from '../../store/versions.ts';
import type { WorkTools } from '../../store/work.ts';
import { type Beside, besideByContent } from './beside-by-content.ts';
import { Comparing, LISTED } from './comparing.ts';
import { type Both, DifferenceFiles } from './differences.ts';
import { checkVersion, type VersionRow, versionRows } from './read-version.ts';

const TOLD_EVERY = 1000;

/**
 * Lays two versions side by side and says what is in one and not in the other. In versions of one dataset a number means
 * one row; rows of two datasets are told by what stands in them. What differs is kept in the project, so that pages of
 * it can be looked at: versions never change, so it holds.
 */
export async function compare(both: Both, tools: WorkTools): Promise<CompareReport> {
  const { db, project } = tools;
  const table = versionTable(db);
  const left = table.version(both.left);
  const right = table.version(both.right);
  for (const version of [left, right]) await checkVersion(project, version);

  const comparing = new Comparing(left, right);
  using files = new DifferenceFiles(project, both);
  const pairs = comparing.matchedBy === 'number' ? besideByNumber : besideByContent;
  for await (const [before, after] of pairs(left, right, comparing, tools)) {
    const difference = comparing.take(before, after);
    if (difference !== null && comparing.counts[difference.kind] <= LISTED) files.add(difference);
  }
  files.end();
  return comparing.report();
}

/** Two walks in ascending order as one, equal numbers beside each other. */
async function* besideByNumber(
  left: DatasetVersion,
  right: DatasetVersion,
  comparing: Comparing,
  { project, progress }: WorkTools,
): AsyncGenerator<Beside> {
  const total = left.rowCount + right.rowCount;
  const [lefts, rights] = [versionRows(project, left), versionRows(project, right)];
  const seen = (side: 'left' | 'right', row: VersionRow): VersionRow => {
    comparing.see(side, row);
    if (++done % TOLD_EVERY === 0) progress({ done, total });
    return row;
  };
  let done = 0;
  let [a, b] = [await lefts.next(), await rights.next()];
  while (!a.done || !b.done) {
    const order = (a.done ? Number.POSITIVE_INFINITY : a.value.row) - (b.done ? Number.POSITIVE_INFINITY : b.value.row);
    yield [order <= 0 && !a.done ? seen('left', a.value) : null, order >= 0 && !b.done ? seen('right', b.value) : null];
    if (order <= 0) a = await lefts.next();
    if (order >= 0) b = await rights.next();
  }
}
