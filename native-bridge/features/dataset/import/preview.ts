import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Cell,
  type ColumnType,
  type ImportPreview,
  LuthierError,
  type PreviewImport,
} from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';
import { suggestRoles } from '../roles.ts';
import type { FileRecord } from './format.ts';
import { delimiterOf } from './formats/csv.ts';
import { FORMATS } from './formats/index.ts';
import { countMembers, type Member, membersOf } from './members.ts';
import { findOriginal, type Original } from './original.ts';
import { ownKeysOf } from './pack.ts';
import { presetOf } from './preset.ts';
import { checkEncoding } from './source.ts';

const ROWS = 50;
/** Of all rows together, but for the first: a row may have 32 MB, and fifty of them are too much for a page. */
const CHARACTERS = 4 * 1024 * 1024;
const REJECTS = 20;
/** Files that are opened for the first rows; a folder of texts has one in each. */
const FILES = 60;
const EXAMPLES = 3;
const EXAMPLE_CHARACTERS = 120;

/**
 * The head of a file as an import would read it: rows, columns, what they seem to be. Nothing is kept.
 *
 * Throws what an import would throw over its head: `import.not_found`, `import.empty`, `import.format_unknown`...
 */
export async function previewImport(
  project: string,
  request: PreviewImport,
  scratch = join(project, 'sources', `.tmp-${randomUUID()}`),
): Promise<ImportPreview> {
  const original = findOriginal(request.file, request.format);
  if (request.encoding !== undefined) checkEncoding(original.name, request.encoding);
  try {
    return await previewOf(original, request, await headOf(original, request, scratch));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function previewOf(original: Original, request: PreviewImport, head: Head): Promise<ImportPreview> {
  const { member, rows, rejects, more } = head;
  const own = ownKeysOf(rows).length > 0;
  const shown = own ? rows.map(({ row: _row, ...rest }) => rest) : rows;
  const columns = [...new Set(shown.flatMap(row => Object.keys(row)))];
  const { format, source } = member;
  return {
    name: original.name,
    sizeBytes: original.sizeBytes,
    files: await countMembers(original, request.format),
    format: format.id,
    encoding: source.encoding,
    delimiter: format.id === 'csv' ? (request.delimiter ?? delimiterOf(source)) : null,
    textUnit: format.id === 'txt' ? member.textUnit : null,
    columns: columns.map(name => columnOf(name, shown)),
    rows: shown,
    more,
    roles: suggestRoles(columns),
    preset: presetOf(columns, shown),
    own,
    rejects: rejects.map(({ line, reason }) => ({ line, reason: reason.payload })),
    formats: FORMATS.map(({ id }) => id),
  };
}

type Reject = Extract<FileRecord, { readonly reason: LuthierError }>;

interface Head {
  /** The file that the rows begin in: how it is read is how all are. */
  readonly member: Member;
  readonly rows: Cells[];
  readonly rejects: readonly Reject[];
  readonly more: boolean;
}

/** The first rows and the first rejects before or among them, from as many files as it takes. */
async function headOf(original: Original, request: PreviewImport, scratch: string): Promise<Head> {
  const head: HeadRows = { rows: [], rejects: [], characters: 0, more: false };
  let [first, files]: [Member | undefined, number] = [undefined, 0];
  for await (const member of membersOf(original, { scratch, ...request, headOnly: true })) {
    first ??= member;
    files += 1;
    await readHead(member, request, head);
    if (head.more || head.rejects.length === REJECTS || files === FILES) break;
  }
  const { rows, rejects, more } = head;
  if (first === undefined || rows.length + rejects.length === 0) {
    throw new LuthierError('import.empty', { file: original.name });
  }
  return { member: first, rows, rejects, more };
}

interface HeadRows {
  readonly rows: Cells[];
  readonly rejects: Reject[];
  characters: number;
  /** Whether there are rows behind those that were taken. */
  more: boolean;
}

async function readHead(member: Member, { delimiter }: PreviewImport, head: HeadRows): Promise<void> {
  const { rows, rejects } = head;
  const reading = { delimiter, textUnit: member.textUnit, limit: ROWS + 1 - rows.length, onBytes: () => {} };
  for await (const records of member.format.read(member.source, reading)) {
    for (const record of records) {
      if ('cells' in record) {
        head.more = rows.length === ROWS || head.characters > CHARACTERS;
        if (head.more) return;
        rows.push({ ...record.cells, ...member.extra });
        head.characters += charactersOf(record.cells);
      } else if ('reason' in record && rejects.length < REJECTS) rejects.push(record);
    }
    if (rejects.length === REJECTS && rows.length === 0) return;
  }
}

function charactersOf(cells: Cells): number {
  return Object.values(cells).reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 0), 0);
}

function columnOf(name: string, rows: readonly Cells[]): ImportPreview['columns'][number] {
  const values = rows.map(row => row[name] ?? null).filter(cell => cell !== null && cell !== '');
  const different = [...new Set(values.map(String))].slice(0, EXAMPLES);
  return {
    name,
    type: typeOf(values),
    filled: values.length,
    examples: different.map(text =>
      text.length > EXAMPLE_CHARACTERS ? `${text.slice(0, EXAMPLE_CHARACTERS).toWellFormed()}…` : text,
    ),
  };
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DATE = /^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}( .*)?)$/;

/** What a column holds, also where all of its cells are text, as those of a CSV are. */
function typeOf(values: readonly Cell[]): ColumnType {
  const kinds = new Set(values.map(kindOf));
  const [kind] = kinds;
  if (kind === undefined) return 'empty';
  return kinds.size === 1 ? kind : 'mixed';
}

function kindOf(value: Cell): ColumnType {
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean';
  const text = String(value).trim();
  if (NUMBER.test(text)) return 'number';
  if (/^(true|false)$/i.test(text)) return 'boolean';
  if (DATE.test(text)) return 'date';
  if (/^[[{]/.test(text) && isJson(text)) return 'json';
  return 'text';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
