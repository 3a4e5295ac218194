import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cellIn, type ImportPreview, LuthierError, type PreviewImport } from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';
import { suggestRoles } from '../roles.ts';
import { ofElement, type RejectRecord, type RowRecord } from './format.ts';
import { delimiterOf, quotesIn } from './formats/csv.ts';
import { FORMATS } from './formats/index.ts';
import { foundChats } from './found-chats.ts';
import { countMembers, type Member, membersOf } from './members.ts';
import { findOriginal, type Original } from './original.ts';
import { knownRoles, ownParts } from './own-parts.ts';
import { ownKeysOf, withoutKeys } from './pack.ts';
import { presetFits, presetOf } from './preset.ts';
import { shapeOf } from './shape.ts';
import { checkEncoding } from './source.ts';
import { typeOf } from './types.ts';

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
  const { member, rows, places, rejects, more } = head;
  const own = await ownParts(original, request.format);
  const ownKeys = own?.keys ?? ownKeysOf(rows);
  const shown = ownKeys.length > 0 ? rows.map(row => withoutKeys(row, ownKeys)) : rows;
  const columns = [...new Set(shown.flatMap(row => Object.keys(row)))];
  const found = { file: original.name, columns, rows: shown };
  const { format, source } = member;
  const shaped = shapedRows(shown, places, { ...request, types: { ...own?.types, ...request.types } });
  return {
    name: original.name,
    sizeBytes: original.sizeBytes,
    files: await countMembers(original, request.format),
    format: format.id,
    encoding: source.encoding,
    delimiter: format.id === 'csv' ? (request.delimiter ?? delimiterOf(source)) : null,
    quotes: format.id === 'csv' ? quotesIn(source, request) : null,
    textUnit: format.id === 'txt' ? member.textUnit : null,
    columns: columns.map(name => columnOf(name, shown)),
    rows: shaped.rows,
    more,
    roles: suggestRoles(columns, knownRoles(found, own, request.roles)),
    preset: presetOf(found),
    presets: presetFits(found),
    chats: foundChats(found),
    own: own !== null || ownKeys.length > 0,
    rejects: [...rejects, ...shaped.notes]
      .slice(0, REJECTS)
      .map(({ line, reason }) => ({ line, reason: reason.payload })),
    formats: FORMATS.map(({ id }) => id),
  };
}

/** Rows with the types that were said, and where they are of another. */
function shapedRows(rows: readonly Cells[], places: readonly Place[], request: PreviewImport) {
  const shape = shapeOf(request);
  if (shape === null) return { rows: [...rows], notes: [] };
  const records = rows.flatMap((cells, at) => {
    const { file, ...place } = places[at] as Place;
    return shape([{ cells, ...place }], file).filter(record => 'cells' in record);
  });
  const notes = records.flatMap(notesOf);
  return { rows: records.map(({ cells }) => cells), notes };
}

function notesOf({ line, element, notes = [] }: RowRecord): RejectRecord[] {
  return notes.map(reason => ({ line, reason: ofElement(reason, element) }));
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly element: number | undefined;
}

interface HeadRows {
  readonly rows: Cells[];
  /** Of each row. */
  readonly places: Place[];
  readonly rejects: RejectRecord[];
  characters: number;
  /** Whether there are rows behind those that were taken. */
  more: boolean;
}

interface Head extends HeadRows {
  /** The file that the rows begin in: how it is read is how all are. */
  readonly member: Member;
}

/** The first rows and the first rejects before or among them, from as many files as it takes. */
async function headOf(original: Original, request: PreviewImport, scratch: string): Promise<Head> {
  const head: HeadRows = { rows: [], places: [], rejects: [], characters: 0, more: false };
  let [first, files]: [Member | undefined, number] = [undefined, 0];
  for await (const member of membersOf(original, { scratch, ...request, headOnly: true })) {
    first ??= member;
    files += 1;
    await readFirstRows(member, request, head);
    if (head.more || head.rejects.length === REJECTS || files === FILES) break;
  }
  const { rows, rejects } = head;
  if (first === undefined || rows.length + rejects.length === 0) {
    throw new LuthierError('import.empty', { file: original.name });
  }
  return { ...head, member: first };
}

async function readFirstRows(member: Member, { delimiter, quotes }: PreviewImport, head: HeadRows): Promise<void> {
  const { rows, places, rejects } = head;
  const reading = { delimiter, quotes, textUnit: member.textUnit, limit: ROWS + 1 - rows.length, onBytes: () => {} };
  for await (const records of member.format.read(member.source, reading)) {
    for (const record of records) {
      if ('cells' in record) {
        head.more = rows.length === ROWS || head.characters > CHARACTERS;
        if (head.more) return;
        rows.push({ ...record.cells, ...member.extra });
        places.push({ file: member.source.name, line: record.line, element: record.element });
        head.characters += charactersOf(record.cells);
        rejects.push(...notesOf(record));
      } else if ('reason' in record && rejects.length < REJECTS) {
        rejects.push({ ...record, reason: ofElement(record.reason, record.element) });
      }
    }
    if (rejects.length === REJECTS) return;
  }
}

function charactersOf(cells: Cells): number {
  return Object.values(cells).reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 0), 0);
}

function columnOf(name: string, rows: readonly Cells[]): ImportPreview['columns'][number] {
  const values = rows.map(row => cellIn(row, name)).filter(cell => cell !== null && cell !== '');
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
