import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LicenceReading, Source } from '../../contract/index.ts';
import type { SourceTable } from '../../store/sources.ts';

/** What is known of a file that is to be imported. */
export interface Said {
  /** Where it lies; empty where nobody knows. */
  readonly place: string;
  /** What a person says of it, or else the card near it; null where neither does. */
  readonly entry: {
    readonly origin: string | undefined;
    readonly reading: Pick<LicenceReading, 'licence' | 'allowed'> | undefined;
    readonly entered: NonNullable<Source['entered']>;
  } | null;
}

interface Place {
  readonly project: string;
  readonly sources: SourceTable;
}

/**
 * Completes the ledger's line of a file that was just imported: its size, where it lay, and what is said of it. A line
 * that somebody has filled in already is no card's to change. Where a file lay is its origin until somebody says more.
 */
export function recordImport({ project, sources }: Place, sha256: string, { place, entry }: Said): void {
  measureSources({ project, sources });
  const source = sources.source(sha256);
  const placed = { ...source, origin: source.origin || place };
  if (entry === null || (entry.entered.from === 'card' && source.entered !== null)) {
    sources.describe(placed);
    return;
  }
  const { origin = placed.origin, reading = source, entered } = entry;
  const allowed = reading.licence === source.licence ? source.allowed : reading.allowed;
  sources.describe({ ...placed, origin, licence: reading.licence, allowed, entered });
}

/** Sizes of originals that came in without one, as long as the project still keeps them. */
export function measureSources({ project, sources }: Place): void {
  for (const sha256 of sources.withoutSize()) {
    const size = sizeOf(join(project, 'sources', sha256));
    if (size !== null) sources.setSize(sha256, size);
  }
}

/** Of a file, or of all files of an imported folder. */
function sizeOf(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? null;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((total, { parentPath, name }) => total + statSync(join(parentPath, name)).size, 0);
}
