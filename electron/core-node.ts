import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the core's Node is started with. Its own thread keeps little for long: a small nursery saves 10 MB. */
export const CORE_ARGUMENTS: readonly string[] = ['--max-semi-space-size=2'];

/**
 * The Node that the core is started in where Electron's is too old for it, as that of the tests is; undefined for
 * Electron's own. A packaged app takes it only from a build for tests, which says so inside its archive: otherwise
 * whoever can set a variable of the environment could run a program of theirs under our name.
 */
export function coreNode(
  { isPackaged, folder }: { readonly isPackaged: boolean; readonly folder: string },
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return isPackaged && !isTestBuild(folder) ? undefined : env.LUTHIER_CORE_NODE;
}

function isTestBuild(folder: string): boolean {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { isTestBuild?: boolean };
  return manifest.isTestBuild === true;
}
