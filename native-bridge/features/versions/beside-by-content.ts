import { cellIn, type DatasetVersion, type Split } from '../../contract/index.ts';
import { rowsBeside } from '../../store/rows-beside.ts';
import type { WorkTools } from '../../store/work.ts';
import { inputText } from '../dataset/index.ts';
import type { Comparing } from './comparing.ts';
import { KnownRows, type Mates, matesOf } from './mates.ts';
import { type VersionRow, versionRows } from './read-version.ts';

const TOLD_EVERY = 1000;
const BATCH = 1000;
const SPLITS: readonly (Split | null)[] = [null, 'train', 'validation', 'test'];

/** Two rows that are laid beside each other; null where one is alone. */
export type Beside = readonly [left: VersionRow | null, right: VersionRow | null];

/**
 * Rows of two datasets laid beside each other by what stands in them. Both versions are read twice: first for what their
 * rows are known by, which is held in memory, then for the cells of those that have no equal row, and only those.
 */
export async function* besideByContent(
  left: DatasetVersion,
  right: DatasetVersion,
  comparing: Comparing,
  { db, project, progress }: WorkTools,
): AsyncGenerator<Beside> {
  const total = 2 * (left.rowCount + right.rowCount);
  let done = 0;
  const read = async function* (version: DatasetVersion): AsyncGenerator<VersionRow> {
    for await (const row of versionRows(project, version)) {
      if (++done % TOLD_EVERY === 0) progress({ done, total });
      yield row;
    }
  };
  const columns = [...new Set([...left.columns, ...right.columns])].sort();
  const known = async (side: 'left' | 'right', version: DatasetVersion) => {
    const rows = new KnownRows(version.rowCount);
    const splits = new Uint8Array(version.rowCount);
    for await (const row of read(version)) {
      comparing.see(side, row);
      splits[rows.count] = SPLITS.indexOf(row.split);
      rows.add(JSON.stringify(columns.map(column => cellIn(row.cells, column))), inputText(row.cells, version.roles));
    }
    return { rows, splits };
  };
  const [lefts, rights] = [await known('left', left), await known('right', right)];
  const mates = matesOf(lefts.rows, rights.rows);
  for (const [place, mate] of mates.ofLeft.entries()) {
    if (mates.equal[place]) comparing.takeEqual({ moved: lefts.splits[place] !== rights.splits[mate] });
  }
  yield* unequal(rowsBeside(db), mates, read(left), read(right));
  progress({ done: total, total });
}

/** The rows that have no equal one: those of the left in their order, then those that only the right has. */
async function* unequal(
  beside: ReturnType<typeof rowsBeside>,
  { ofLeft, ofRight, equal }: Mates,
  lefts: AsyncIterable<VersionRow>,
  rights: AsyncIterable<VersionRow>,
): AsyncGenerator<Beside> {
  let place = 0;
  let batch: Parameters<typeof beside.add>[0][number][] = [];
  for await (const row of rights) {
    const mate = ofRight[place] as number;
    if (!equal[mate]) batch.push({ place, ...row });
    place += 1;
    if (batch.length < BATCH) continue;
    beside.add(batch);
    batch = [];
  }
  beside.add(batch);

  place = 0;
  for await (const row of lefts) {
    if (!equal[place]) yield [row, beside.at(ofLeft[place] as number)];
    place += 1;
  }
  for (const row of beside.all()) if (ofRight[row.place] === -1) yield [null, row];
  beside.clear();
}
