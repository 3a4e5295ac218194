import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { WorkProgress } from '../../contract/index.ts';

export type Downloads = ReadonlyMap<string, { readonly version: string; readonly bytes: number }>;

const UNITS = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;
const BAR = /([a-z0-9][\w.-]*)\s+-+\s+([\d.]+) (B|[KMG]iB)\/([\d.]+) (B|[KMG]iB)/gi;

/**
 * How much of the wheels of a lock has come. Whole wheels are counted from uv's cache on the disk; those on their way
 * from the bars that uv draws, which only ever refine the count: without them it moves wheel by wheel.
 */
export class DownloadMeter {
  readonly #downloads: Map<string, { version: string; bytes: number }>;
  readonly #cache: string;
  readonly #coming = new Map<string, number>();

  constructor(downloads: Downloads, cache: string) {
    this.#downloads = new Map([...downloads].map(([name, of]) => [name, { ...of }]));
    this.#cache = cache;
  }

  hear(text: string): void {
    for (const [, name = '', done, doneUnit, total, totalUnit] of stripVTControlCharacters(text).matchAll(BAR)) {
      const wheel = this.#downloads.get(name);
      const bytes = Number(total) * UNITS[totalUnit as keyof typeof UNITS];
      if (wheel === undefined) continue;
      // What the index sends is what counts: of a torch that the lock does not know the size was a guess.
      if (Math.abs(bytes - wheel.bytes) > wheel.bytes / 10) wheel.bytes = bytes;
      this.#coming.set(name, Number(done) * UNITS[doneUnit as keyof typeof UNITS]);
    }
  }

  progress(): WorkProgress {
    const whole = wheelsIn(this.#cache);
    let done = 0;
    let total = 0;
    for (const [name, { version, bytes }] of this.#downloads) {
      const isWhole = whole.get(name)?.some(file => file.startsWith(`${version}-`) || file.startsWith(`${version}+`));
      total += bytes;
      done += isWhole ? bytes : Math.min(bytes, this.#coming.get(name) ?? 0);
    }
    return { done: Math.round(done), total: Math.round(total) };
  }
}

/** The wheels that a cache of uv holds whole, by package: `wheels-v8/pypi/torch/2.13.0-cp311-….http`. */
function wheelsIn(cache: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const bucket of foldersIn(cache).filter(name => name.startsWith('wheels-v'))) {
    for (const index of indexesIn(join(cache, bucket))) {
      for (const name of foldersIn(index)) {
        const files = readdirSync(join(index, name)).filter(file => /\.(http|rev)$/.test(file));
        found.set(name, [...(found.get(name) ?? []), ...files]);
      }
    }
  }
  return found;
}

/** `pypi`, and one folder a mirror below `index`. */
function indexesIn(bucket: string): string[] {
  return foldersIn(bucket).flatMap(name =>
    name === 'index' ? foldersIn(join(bucket, name)).map(hash => join(bucket, name, hash)) : [join(bucket, name)],
  );
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
