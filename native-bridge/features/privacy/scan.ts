import { cellIn, type PrivacyReport, type PrivacySample, type PrivacyScan } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { nameTable } from '../../store/row-names.ts';
import { rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { cellText } from '../dataset/index.ts';
import { columnsOf } from './columns.ts';
import { KINDS } from './detectors/index.ts';
import { type Finding, findAll } from './find.ts';
import { namesIn } from './names.ts';
import { replaceAll, replacement } from './replace.ts';
import { projectSalt } from './salt.ts';

const SAMPLES_A_TYPE = 5;
const AROUND = 32;
const TOLD_EVERY = 500;

type Count = PrivacyReport['counts'][number];
type Counts = Map<string, { -readonly [Key in keyof Count]: Count[Key] }>;

/** Counts what is personal, by type and column, and keeps a few masked samples. Changes nothing. */
export function scan(input: PrivacyScan, { db, project, progress }: WorkTools): PrivacyReport {
  const began = performance.now();
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(input.datasetId);
  const columns = columnsOf(dataset, input.columns);
  const salt = projectSalt(project);

  const key = datasets.key(input.datasetId);
  const names = namesIn(nameTable(db), key, columns);
  const counts: Counts = new Map();
  const inside: Counts = new Map();
  const samples = new Map<string, PrivacySample[]>();
  let [rowsSeen, rowsFound, rowsNotLookedAt] = [0, 0, 0];
  for (const { row, cells } of rowTable(db).each(key)) {
    if (rowsSeen % TOLD_EVERY === 0) progress({ done: rowsSeen, total: dataset.rowCount });
    rowsSeen += 1;
    let [found, notLookedAt] = [false, false];
    for (const column of columns) {
      const cell = cellIn(cells, column);
      const text = cellText(cell);
      const known = names(column, row, cell);
      notLookedAt ||= known === null;
      const { found: findings, inside: others } = findAll(text, known ?? []);
      found ||= findings.length > 0;
      count(counts, column, findings);
      count(inside, column, others);
      for (const finding of findings) {
        const kept = samples.get(finding.detector.id) ?? [];
        samples.set(finding.detector.id, kept);
        if (kept.length < SAMPLES_A_TYPE) addSample(kept, { row, column, text, findings, finding, salt });
      }
    }
    if (found) rowsFound += 1;
    if (notLookedAt) rowsNotLookedAt += 1;
  }
  return {
    columns: [...columns],
    rowsSeen,
    rowsFound,
    rowsNotLookedAt,
    counts: mostFirst(counts),
    inside: mostFirst(inside),
    samples: KINDS.flatMap(({ id }) => samples.get(id) ?? []),
    seconds: (performance.now() - began) / 1000,
  };
}

function mostFirst(counts: Counts): Count[] {
  return [...counts.values()].sort((a, b) => b.values - a.values);
}

function count(counts: Counts, column: string, findings: readonly Finding[]): void {
  const here = new Set<string>();
  for (const { detector } of findings) {
    const key = `${detector.id} ${column}`;
    const counted = counts.get(key) ?? { type: detector.id, column, values: 0, rows: 0 };
    counted.values += 1;
    if (!here.has(key)) counted.rows += 1;
    here.add(key);
    counts.set(key, counted);
  }
}

interface Found {
  readonly row: number;
  readonly column: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly finding: Finding;
  readonly salt: Uint8Array;
}

/** Keeps a sample unless the same value is there: five rows with one signature teach nothing. */
function addSample(kept: PrivacySample[], { row, column, text, findings, finding, salt }: Found): void {
  const becomes = {
    mask: replacement('mask', finding, salt),
    hash: replacement('hash', finding, salt),
    fake: replacement('fake', finding, salt),
  };
  if (kept.some(sample => sample.becomes.hash === becomes.hash)) return;
  const masked = (from: number, to: number): string => {
    const parts = findings.filter(other => other.end > from && other.start < to);
    const start = Math.min(from, ...parts.map(part => part.start));
    const end = Math.max(to, ...parts.map(part => part.end));
    const inside = parts.map(part => ({ ...part, start: part.start - start, end: part.end - start }));
    return replaceAll(text.slice(start, end), inside, other => replacement('mask', other, salt));
  };
  const before = masked(Math.max(0, finding.start - AROUND), finding.start);
  const after = masked(finding.end, Math.min(text.length, finding.end + AROUND));
  const isCutBefore = finding.start > AROUND || before.length > AROUND;
  const isCutAfter = text.length - finding.end > AROUND || after.length > AROUND;
  kept.push({
    type: finding.detector.id,
    row,
    column,
    start: finding.start,
    before: `${isCutBefore ? '…' : ''}${before.slice(-AROUND).toWellFormed()}`,
    after: `${after.slice(0, AROUND).toWellFormed()}${isCutAfter ? '…' : ''}`,
    becomes,
  });
}
