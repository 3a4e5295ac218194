import { z } from 'zod';
import { type CellType, cellIn, isBlank, Roles } from '../../../contract/index.ts';
import { readJson } from '../../../core/files.ts';
import type { Cells } from '../../../store/rows.ts';
import type { NamedRoles } from '../roles.ts';
import { endingOf } from './format.ts';
import { aboutOf, parquet } from './formats/parquet.ts';
import type { Original } from './original.ts';

/** What an export of ours, or a frozen version, says of itself. */
export interface OwnParts {
  readonly roles: Roles;
  /** Of columns whose cells a frozen version keeps as texts. */
  readonly types: Readonly<Record<string, CellType>>;
  /** Columns of the file that are no cells; null where the rows tell. */
  readonly keys: readonly string[] | null;
}

const About = z.object({ roles: Roles, kinds: z.record(z.string(), z.string()).default({}) });
const TYPES: ReadonlyMap<string, CellType> = new Map([
  ['integer', 'number'],
  ['number', 'number'],
  ['boolean', 'boolean'],
]);

/** The file beside an export that has no room for the parts of its columns. */
export function partsFile(path: string): string {
  return `${path}.luthier.json`;
}

/** The parts that stand in a Parquet file of ours, or beside one of another format; null where there are none. */
export async function ownParts({ files }: Original, format: string | undefined): Promise<OwnParts | null> {
  const [only, second] = files;
  if (only === undefined || second !== undefined) return null;
  const isParquet = format === undefined ? parquet.endings.includes(endingOf(only.name)) : format === parquet.id;
  const isPacked = /\.gz$/i.test(only.name);
  const about = isParquet && !isPacked ? await aboutOf(only.path) : readJson(partsFile(only.path));
  const known = About.safeParse(about).data;
  if (known === undefined) return null;
  const types = Object.entries(known.kinds).flatMap(([column, kind]) => {
    const type = TYPES.get(kind);
    return type === undefined ? [] : [[column, type] as const];
  });
  return { roles: known.roles, types: Object.fromEntries(types), keys: isParquet ? ['row', 'split'] : null };
}

interface Head {
  readonly columns: readonly string[];
  readonly rows: readonly Cells[];
}

/**
 * The parts of columns that are known before names are looked at: those that a person named, then those of an export of
 * ours as long as its columns are all there. Of Alpaca without a single instruction the input is what is asked.
 */
export function knownRoles({ columns, rows }: Head, own: OwnParts | null, named: NamedRoles = {}): NamedRoles {
  const known = own?.roles ?? inputAsPrompt(columns, rows);
  const there = new Set<unknown>(columns);
  if (known === null || !Object.values(known).every(column => there.has(column))) return named;
  const taken = new Set(Object.values(named).flat());
  const kept = Object.entries(known).filter(([, column]) => !taken.has(column));
  const roles = { ...Object.fromEntries(kept), ...named };
  const playing = new Set<unknown>(Object.values({ ...roles, metadata: undefined }));
  // Of our own export all is said; else other names are still looked for.
  const metadata = own === null ? ['instruction'] : columns;
  return {
    ...roles,
    metadata: [...new Set([...(named.metadata ?? []), ...metadata.filter(column => !playing.has(column))])],
  };
}

function inputAsPrompt(columns: readonly string[], rows: readonly Cells[]): Roles | null {
  const isBare = ['instruction', 'input', 'output'].every(name => columns.includes(name)) && hasOnlyInputs(rows);
  return isBare ? { text: 'input', prompt: 'input', completion: 'output' } : null;
}

/** Whether rows of Alpaca ask by their inputs alone. */
export function hasOnlyInputs(rows: readonly Cells[]): boolean {
  const isEmpty = (name: string) => rows.every(row => isBlank(cellIn(row, name)));
  return isEmpty('instruction') && !isEmpty('input');
}
