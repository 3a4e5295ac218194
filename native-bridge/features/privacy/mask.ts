import {
  type Cell,
  type ChangeTitle,
  cellIn,
  LuthierError,
  type MaskReport,
  type PrivacyAction,
  type PrivacyMask,
  titled,
} from '../../contract/index.ts';
import { changeLog, type RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { nameTable } from '../../store/row-names.ts';
import { rowTable, type StoredRow } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { cellText } from '../dataset/index.ts';
import { columnsOf } from './columns.ts';
import { KINDS } from './detectors/index.ts';
import { type Finding, findIn } from './find.ts';
import { isNotLookedAt, type NamesOf, namesIn } from './names.ts';
import { replaceAll, replacement } from './replace.ts';
import { projectSalt } from './salt.ts';

const TOLD_EVERY = 500;

interface Plan {
  readonly columns: readonly string[];
  readonly labelColumn: string | undefined;
  readonly actionOf: (type: string) => PrivacyAction;
  readonly names: NamesOf;
  readonly salt: Uint8Array;
}

/**
 * Does with each type what was chosen, as one change. Rows are read twice: once to learn which change, without holding
 * back a person who edits meanwhile, and once more, only those, while the change is written.
 */
export function mask(input: PrivacyMask, { db, project, progress }: WorkTools, atMs: number): MaskReport {
  const began = performance.now();
  const datasets = datasetTable(db);
  const rows = rowTable(db);
  const key = datasets.key(input.datasetId);
  const log = changeLog(db);
  const stamp = log.stamp(key);
  const dataset = datasets.dataset(input.datasetId);
  const columns = columnsOf(dataset, input.columns);
  const plan: Plan = {
    columns,
    labelColumn: dataset.roles.label,
    actionOf: actionsOf(input.actions),
    names: namesIn(nameTable(db), key, columns),
    salt: projectSalt(project),
  };

  const touched: number[] = [];
  const withNames = plan.actionOf('name') !== 'keep';
  let [rowsSeen, rowsNotLookedAt] = [0, 0];
  for (const row of rows.each(key)) {
    const total = dataset.rowCount + touched.length;
    if (rowsSeen % TOLD_EVERY === 0) progress({ done: rowsSeen, total });
    rowsSeen += 1;
    if (withNames && isNotLookedAt(plan.names, columns, row.row, row.cells)) rowsNotLookedAt += 1;
    if (touches(row, plan)) touched.push(row.row);
  }

  const report = { changedRows: 0, droppedRows: 0, replaced: new Map<string, number>() };
  function* changes(): Generator<RowChange> {
    for (const [done, number] of touched.entries()) {
      if (done % TOLD_EVERY === 0) progress({ done: rowsSeen + done, total: rowsSeen + touched.length });
      const row = rows.stored(key, number);
      const change = row && changeOf(row, plan, report.replaced);
      if (!change) continue;
      if (change.after.removed === 1) report.droppedRows += 1;
      else report.changedRows += 1;
      yield change;
    }
  }
  const write = db.transaction((): number => {
    if (log.stamp(key) !== stamp) throw new LuthierError('privacy.rows_changed', { dataset: dataset.name });
    return log.apply(key, titleOf(plan), atMs, changes());
  });
  const changeId = touched.length === 0 ? null : write.immediate();
  return {
    rowsSeen,
    rowsNotLookedAt,
    changedRows: report.changedRows,
    droppedRows: report.droppedRows,
    replaced: [...report.replaced].map(([type, values]) => ({ type, values })),
    changeId,
    seconds: (performance.now() - began) / 1000,
  };
}

function actionsOf(actions: PrivacyMask['actions']): Plan['actionOf'] {
  const known = KINDS.map(({ id }) => id);
  const unknown = Object.keys(actions).find(type => !known.includes(type));
  if (unknown !== undefined) {
    throw new LuthierError('privacy.type_unknown', { type: unknown, known: known.join(', ') });
  }
  return type => actions[type] ?? 'keep';
}

const TITLES = { mask: 'privacyMask', hash: 'privacyHash', fake: 'privacyFake', drop: 'privacyDrop' } as const;

function titleOf({ actionOf }: Plan): ChangeTitle {
  const actions = (['mask', 'hash', 'fake', 'drop'] as const).flatMap(action => {
    const types = KINDS.map(({ id }) => id).filter(type => actionOf(type) === action);
    return types.length === 0 ? [] : [{ action, types: types.join(', ') }];
  });
  const [first, ...others] = actions;
  if (first && others.length === 0) return titled(TITLES[first.action], { types: first.types });
  const types = actions.map(({ action, types }) => `${action} ${types}`).join('; ');
  return titled('privacySeveral', { types });
}

function touches({ row, cells }: StoredRow, plan: Plan): boolean {
  return plan.columns.some(column => findingsIn(plan, column, row, cellIn(cells, column)).length > 0);
}

/** What is to be replaced in a cell, or takes its row out. */
function findingsIn({ actionOf, names }: Plan, column: string, row: number, cell: Cell | undefined): Finding[] {
  const known = actionOf('name') === 'keep' ? [] : (names(column, row, cell) ?? []);
  return findIn(cellText(cell), known, type => actionOf(type) !== 'keep');
}

/** What becomes of a row; null when nothing does. Adds to the counts of what was replaced. */
function changeOf(row: StoredRow, plan: Plan, replaced: Map<string, number>): RowChange | null {
  const cells: Record<string, Cell> = { ...row.cells };
  const types: string[] = [];
  for (const column of plan.columns) {
    const cell = cellIn(row.cells, column);
    const findings = findingsIn(plan, column, row.row, cell);
    if (findings.length === 0) continue;
    if (findings.some(({ detector }) => plan.actionOf(detector.id) === 'drop')) {
      return { row: row.row, before: { removed: 0 }, after: { removed: 1 } };
    }
    types.push(...findings.map(({ detector }) => detector.id));
    cells[column] = replaceAll(cellText(cell), findings, finding =>
      replacement(plan.actionOf(finding.detector.id) as 'mask' | 'hash' | 'fake', finding, plan.salt),
    );
  }
  if (types.length === 0) return null;
  for (const type of types) replaced.set(type, (replaced.get(type) ?? 0) + 1);
  const { labelColumn } = plan;
  const label = cellIn(cells, labelColumn);
  return label === cellIn(row.cells, labelColumn)
    ? { row: row.row, before: { cells: row.cells }, after: { cells } }
    : { row: row.row, before: { cells: row.cells, label: row.label }, after: { cells, label: cellText(label) } };
}
