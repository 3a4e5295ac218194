import { basename, dirname, join } from 'node:path';

/**
 * The folder with `python-env/`, `resources/` and `scripts/`, told by the folder that the running code lies in: that of
 * the sources (`native-bridge`), that of the bundle (`dist/core`), or the bundle's in a package (`core`), beside which lies
 * what the package brings.
 */
export function installationRoot(code: string): string {
  const isBundle = basename(code) === 'core' && basename(dirname(code)) === 'dist';
  return join(code, isBundle ? '../..' : '..');
}
