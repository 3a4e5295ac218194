import { type Cell, cellIn, type Roles, type Row } from '../../../native-bridge/contract/index.ts';
import { clipText, cutText } from '../../ui/cut-text.ts';

export interface GridColumn {
  readonly name: string;
  /** Pixels; a column that grows takes what is left, and at least this much. */
  readonly width: number;
  readonly grows: boolean;
  readonly numbers: boolean;
}

const PIXELS_A_CHARACTER = 7.2;
const PADDING = 34;
/** The part a column plays stands beside a name that does not say it. */
const ROLE = 46;
const LEAST = 80;
const MOST = 260;
/** A label is told apart by its first words; the text beside it needs the room. */
const MOST_LABEL = 160;

/** Columns in reading order, label and text first, each as wide as what the first rows hold. */
export function gridColumns(columns: readonly string[], roles: Roles, rows: readonly Row[]): readonly GridColumn[] {
  const leading = [roles.label, roles.text].filter(name => name !== undefined && columns.includes(name)) as string[];
  const names = [...leading, ...columns.filter(name => !leading.includes(name))];
  return names.map(name => {
    const cells = rows.map(({ cells }) => cellIn(cells, name));
    const longest = Math.max(...cells.map(cell => oneLine(cell, 60).length), 0);
    const isNamedOtherwise = Object.entries(roles).some(
      ([role, column]) => column === name && role !== name.toLowerCase(),
    );
    const head = (name.length + 2) * PIXELS_A_CHARACTER + (isNamedOtherwise ? ROLE : 0);
    const grows = name === roles.text;
    const most = name === roles.label ? MOST_LABEL : MOST;
    const width = Math.round(Math.min(most, Math.max(LEAST, head + PADDING, longest * PIXELS_A_CHARACTER + PADDING)));
    return { name, grows, width: grows ? 360 : width, numbers: cells.length > 0 && cells.every(isNumber) };
  });
}

/** A cell as one line of at most `length` characters: line breaks and runs of spaces become one space. */
export function oneLine(cell: Cell | undefined, length: number): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  // Cut first: a cell may hold megabytes, and only its beginning is shown.
  const head = cutText(cell, length * 4);
  const line = head.replace(/\s+/g, ' ').trim();
  return head.length < cell.length && line.length <= length ? `${line}…` : clipText(line, length);
}

function isNumber(cell: Cell): boolean {
  return typeof cell === 'number' || (typeof cell === 'string' && cell !== '' && Number.isFinite(Number(cell)));
}
