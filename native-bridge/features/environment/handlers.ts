import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment, environment } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { environmentFolder, type Installation, readEnvironment, sizeOfEnvironment } from './read-environment.ts';

export interface EnvironmentDeps {
  readonly installation: Installation;
}

/** The environment slice: how Python stands, and building or mending it while its words are shown. */
export function environmentHandlers({ installation }: EnvironmentDeps): Handlers<typeof environment> {
  let building = false;
  let size: { id: string; bytes: number } | null = null;

  const state = async (): Promise<Environment> => {
    const environment = readEnvironment(installation, building);
    const folder = environmentFolder(installation);
    // 100,000 files: walked once an environment, not once a look.
    if (environment.id !== null && folder !== null && size?.id !== environment.id) {
      size = { id: environment.id, bytes: await sizeOfEnvironment(folder) };
    }
    return { ...environment, sizeBytes: environment.id === null ? 0 : (size?.bytes ?? 0) };
  };

  return {
    state,
    build: ({ repair }, emit, end) => {
      building = true;
      const child = spawn(
        process.execPath,
        [join(installation.root, 'scripts', 'luthier.mjs'), 'environment', ...(repair ? ['--repair'] : [])],
        { env: { ...process.env, LUTHIER_HOME: installation.home, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
      );
      for (const output of [child.stdout, child.stderr]) {
        createInterface({ input: output }).on('line', text => emit({ kind: 'line', text }));
      }
      child.on('error', error => emit({ kind: 'line', text: error.message }));
      child.on('close', async () => {
        building = false;
        size = null;
        emit({ kind: 'ended', environment: await state() });
        end();
      });
      return { [Symbol.dispose]: () => void child.kill('SIGTERM') };
    },
    diagnostics: async () => ({ text: diagnosticsOf(await state()) }),
  };
}
