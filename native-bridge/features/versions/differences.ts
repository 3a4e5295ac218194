import { existsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type DifferenceKind, LuthierError, type RowDifference, type VersionHash } from '../../contract/index.ts';
import { WholeFile } from '../../core/whole-file.ts';

export interface Both {
  readonly left: VersionHash;
  readonly right: VersionHash;
}

const KINDS = ['added', 'removed', 'changed'] as const satisfies readonly DifferenceKind[];
const BYTES_A_PLACE = 8;

/** Comparisons are made anew when they are needed: they live with what does not outlast the open project. */
export function comparisonsOf(project: string): string {
  return join(project, '.core', 'comparisons');
}

function folderOf(project: string, { left, right }: Both): string {
  return join(comparisonsOf(project), `${left.slice(0, 24)}-${right.slice(0, 24)}`);
}

/** Differences as lines of a file a kind, and beside it where each line ends, so that a page is found without the rest. */
export class DifferenceFiles implements Disposable {
  readonly #folder: string;
  readonly #files: Record<DifferenceKind, { readonly lines: WholeFile; readonly places: WholeFile; ends: number[] }>;
  readonly #stack = new DisposableStack();

  constructor(project: string, both: Both) {
    this.#folder = folderOf(project, both);
    const file = () => this.#stack.use(new WholeFile(this.#folder));
    const files = () => ({ lines: file(), places: file(), ends: [] });
    this.#files = { added: files(), removed: files(), changed: files() };
  }

  add(difference: RowDifference): void {
    const { lines, ends } = this.#files[difference.kind];
    const line = `${JSON.stringify(difference)}\n`;
    lines.writeText(line);
    ends.push((ends.at(-1) ?? 0) + Buffer.byteLength(line));
  }

  /** The lines last: they are there when their ends are. */
  end(): void {
    for (const kind of KINDS) {
      const { lines, places, ends } = this.#files[kind];
      places.write(new Uint8Array(Float64Array.from(ends).buffer));
      places.end();
      places.commit(join(this.#folder, `${kind}.ends`));
      lines.end();
      lines.commit(join(this.#folder, `${kind}.jsonl`));
    }
  }

  [Symbol.dispose](): void {
    this.#stack.dispose();
  }
}

/** A page of what a comparison found. Reads that page alone, and holds nobody up. */
export async function differences(
  project: string,
  { left, right, kind, start, limit }: Both & { kind: DifferenceKind; start: number; limit: number },
): Promise<{ rows: RowDifference[]; total: number }> {
  const lines = join(folderOf(project, { left, right }), `${kind}.jsonl`);
  if (!existsSync(lines)) {
    throw new LuthierError('versions.not_compared', { left: left.slice(0, 12), right: right.slice(0, 12) });
  }
  await using ends = await open(lines.replace(/jsonl$/, 'ends'));
  const total = (await ends.stat()).size / BYTES_A_PLACE;
  const last = Math.min(start + limit, total);
  if (start >= last) return { rows: [], total };

  const before = start === 0 ? 0 : await endOf(ends, start - 1);
  await using file = await open(lines);
  const page = await read(file, before, (await endOf(ends, last - 1)) - before);
  return {
    rows: page
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line)),
    total,
  };
}

async function endOf(ends: FileHandle, place: number): Promise<number> {
  const bytes = await read(ends, place * BYTES_A_PLACE, BYTES_A_PLACE);
  return bytes.readDoubleLE();
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
