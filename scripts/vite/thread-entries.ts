import { basename, dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** `new URL('./work.ts', import.meta.url)`, and `new URL(import.meta.url)` in a module that a thread runs as well. */
const MODULE_URL = /new URL\((?:'(\.{1,2}\/[^']+\.ts)', )?import\.meta\.url\)/g;

/**
 * Makes every module that the core hands to a thread by its URL an entry of its own, and the URL that of the entry. All
 * of the bundle lies in one folder, so that the entry is beside whatever chunk the URL came to stand in.
 */
export function threadEntries(): Plugin {
  return {
    name: 'luthier:thread-entries',
    enforce: 'pre',
    transform: {
      filter: { id: /native-bridge\/.*\.ts$/, code: 'import.meta.url' },
      handler(code, id) {
        const found = code.replace(MODULE_URL, (_, path: string | undefined) => {
          const module = path === undefined ? id : resolve(dirname(id), path);
          this.emitFile({ type: 'chunk', id: module, fileName: nameOf(module) });
          return `new URL('./${nameOf(module)}', import.meta.url)`;
        });
        return found === code ? null : { code: found, map: null };
      },
    },
  };
}

/** `features/statistics/work.ts` becomes `statistics-work.mjs`. */
function nameOf(module: string): string {
  return `${basename(dirname(module))}-${basename(module, '.ts')}.mjs`;
}
