import { type Combination, LuthierError, type Roles } from '../../contract/index.ts';
import { random } from '../../core/random.ts';
import type { Cells, StoredRow } from '../../store/rows.ts';
import type { Part, Picked, Recipe } from './combine.ts';

type Of<Kind extends Combination['kind']> = Extract<Combination, { kind: Kind }>;

/** All rows of each part, one part after the other. */
export function appended(parts: readonly Part[]): Recipe {
  const { columns, roles, aligned } = align(parts);
  return {
    columns,
    roles,
    *rows() {
      for (const [part, { walk }] of parts.entries()) {
        for (const { cells, split } of walk()) yield { part, cells: aligned(part, cells), split };
      }
    },
  };
}

/**
 * Random rows of each part by weight, in mixed order. Which rows, and in which order, depends on the seed alone.
 *
 * Throws `versions.too_few_rows` when a part has fewer rows than its weight asks for.
 */
export function mixed(parts: readonly Part[], { parts: wanted, rows, seed }: Of<'mix'>): Recipe {
  const { columns, roles, aligned } = align(parts);
  const weights = wanted.map(({ weight }) => weight);
  const sizes = parts.map(({ dataset }) => dataset.rowCount);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const most = Math.floor(Math.min(...sizes.map((size, part) => (size * sum) / (weights[part] ?? 1))) + 1e-9);
  const shares = dealOut(rows ?? most, weights);
  for (const [part, share] of shares.entries()) {
    const available = sizes[part] ?? 0;
    if (share > available) {
      const dataset = parts[part]?.dataset.name ?? '';
      throw new LuthierError('versions.too_few_rows', { rows: share, available, dataset, most });
    }
  }
  const next = random(seed);
  return {
    columns,
    roles,
    *rows() {
      const chosen = parts.map((part, at) => chooseRows(part, shares[at] ?? 0, random(seed + at + 1)));
      const left = [...shares];
      for (let remaining = shares.reduce((a, b) => a + b, 0); remaining > 0; remaining--) {
        let place = Math.floor(next() * remaining);
        const part = left.findIndex(count => {
          place -= count;
          return place < 0;
        });
        left[part] = (left[part] ?? 0) - 1;
        const row = chosen[part]?.next();
        if (row && !row.done) yield { part, cells: aligned(part, row.value.cells), split: row.value.split };
      }
    },
  };
}

/**
 * The first rows, random rows, or as many rows of each label as can be.
 *
 * Throws `versions.too_few_rows`, and `dataset.no_label` for a balanced sample of rows without labels.
 */
export function sampled(part: Part, { how, rows, seed }: Of<'sample'>): Recipe {
  const { dataset } = part;
  const balanced = how === 'balanced';
  if (balanced && dataset.labels.length === 0) throw new LuthierError('dataset.no_label', { dataset: dataset.name });
  const available = balanced ? dataset.labels.reduce((sum, { rows }) => sum + rows, 0) : dataset.rowCount;
  if (rows > available) {
    throw new LuthierError('versions.too_few_rows', { rows, available, dataset: dataset.name, most: available });
  }
  const picked = ({ cells, split }: StoredRow): Picked => ({ part: 0, cells, split });
  return {
    columns: dataset.columns,
    roles: dataset.roles,
    *rows() {
      if (how === 'head') yield* head(part, rows, picked);
      else if (balanced) yield* balance(part, rows, random(seed), picked);
      else for (const row of chooseRows(part, rows, random(seed))) yield picked(row);
    },
  };
}

function* head({ walk }: Part, count: number, picked: (row: StoredRow) => Picked): Generator<Picked> {
  let left = count;
  for (const row of walk()) {
    if (left-- === 0) return;
    yield picked(row);
  }
}

/** Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S): one walk, order kept. */
function* chooseRows({ walk, dataset }: Part, count: number, next: () => number): Generator<StoredRow> {
  let needed = count;
  let left = dataset.rowCount;
  for (const row of walk()) {
    if (needed === 0) return;
    if (next() * left < needed) {
      needed--;
      yield row;
    }
    left--;
  }
}

/** Algorithm S within each label at once. */
function* balance({ walk, dataset }: Part, count: number, next: () => number, picked: (row: StoredRow) => Picked) {
  const left = new Map(dataset.labels.map(({ label, rows }) => [label, rows]));
  const needed = evenly(left, count);
  for (const row of walk()) {
    const { label } = row;
    if (label === null) continue;
    const remaining = left.get(label) ?? 0;
    const wanted = needed.get(label) ?? 0;
    left.set(label, remaining - 1);
    if (next() * remaining >= wanted) continue;
    needed.set(label, wanted - 1);
    yield picked(row);
  }
}

/** As many of each label as can be: what a rare one lacks is given to the others. */
function evenly(sizes: ReadonlyMap<string, number>, count: number): Map<string, number> {
  const ascending = [...sizes].sort(([a, rows], [b, others]) => rows - others || (a < b ? -1 : 1));
  const needed = new Map<string, number>();
  let left = count;
  for (const [at, [label, rows]] of ascending.entries()) {
    const share = Math.min(rows, Math.floor(left / (ascending.length - at)));
    needed.set(label, share);
    left -= share;
  }
  return needed;
}

/** Whole numbers by weight that sum to the total; what rounding leaves goes to the largest remainders. */
function dealOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map(weight => (total * weight) / sum);
  const shares = exact.map(share => Math.floor(share + 1e-9));
  const left = total - shares.reduce((all, share) => all + share, 0);
  const byRemainder = exact
    .map((share, part) => ({ part, remainder: share - (shares[part] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.part - b.part);
  for (const { part } of byRemainder.slice(0, left)) shares[part] = (shares[part] ?? 0) + 1;
  return shares;
}

/** One set of columns for all parts: a column that plays a part in the first stands in for the others' of that part. */
function align(parts: readonly Part[]) {
  const [first] = parts as [Part];
  const renames = parts.map(({ dataset }) => {
    const names = new Map<string, string>();
    for (const [role, column] of Object.entries(dataset.roles)) {
      const target = first.dataset.roles[role as keyof Roles];
      if (target === undefined || column === undefined || names.has(column)) continue;
      if (target === column || !dataset.columns.includes(target)) names.set(column, target);
    }
    return names;
  });
  const nameOf = (part: number, column: string) => renames[part]?.get(column) ?? column;
  const columns = [...new Set(parts.flatMap(({ dataset }, part) => dataset.columns.map(name => nameOf(part, name))))];
  return {
    columns,
    roles: first.dataset.roles,
    aligned: (part: number, cells: Cells): Cells =>
      Object.fromEntries(Object.entries(cells).map(([column, cell]) => [nameOf(part, column), cell])),
  };
}
