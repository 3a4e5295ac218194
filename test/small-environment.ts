import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { z } from 'zod';
import type { EnvironmentTask, environment, Settings, TaskProgress } from '../native-bridge/contract/index.ts';
import type { Handlers } from '../native-bridge/core/router.ts';
import { readSettings, USUAL_SETTINGS, writeSettings } from '../native-bridge/core/settings-file.ts';
import { environmentHandlers, type Installation, placesIn } from '../native-bridge/features/environment/index.ts';
import { presentUv } from '../python-env/build/uv.mjs';
import { INSTALLATION } from './installation.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary.ts';
import { type WheelIndex, type WheelOf, wheelIndex } from './wheels.ts';

type Ended = Extract<z.output<typeof environment.watch.event>, { kind: 'ended' }>;

/** What a task on the environment came to, and what was said on the way. */
export interface Done extends Ended {
  readonly text: string;
  readonly progress: readonly TaskProgress[];
}

export interface SmallEnvironment extends AsyncDisposable {
  readonly folder: TemporaryFolder;
  readonly installation: Installation;
  readonly index: WheelIndex;
  readonly handlers: Handlers<typeof environment> & Disposable;
  settings(changes: Partial<Settings>): void;
  /** Does a task to its end, unless `meanwhile` does something to it. */
  run(task: EnvironmentTask, meanwhile?: (progress: TaskProgress) => void): Promise<Done>;
}

export const BUILD = { kind: 'build', torch: 'lock', afresh: false } as const;
/** Random, so that it cannot be packed: downloading it takes as long as its size says. */
const HEAVY = randomBytes(2_000_000);

const WHEELS: readonly WheelOf[] = [
  { name: 'alpha', version: '1.0' },
  { name: 'beta-model', version: '2.0' },
  { name: 'gamma', version: '3.0' },
  { name: 'nvidia-thing-cu13', version: '13.0' },
  { name: 'cuda-toolkit', version: '13.2.2' },
  {
    name: 'torch',
    version: '9.1',
    needs: ["nvidia-thing-cu13 ; sys_platform == 'linux'", "cuda-toolkit ; sys_platform == 'linux'"],
    files: { 'heavy.bin': HEAVY },
  },
];

const PROJECT = `[project]
name = "luthier"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = ["alpha", "torch"]

[dependency-groups]
starter = ["beta-model"]
names = ["gamma"]

[tool.uv]
package = false
default-groups = []
`;

/** Finds what every probe finds, of what is installed here; without alpha the environment does not work. */
const PROBE = `
import json, platform, time
import alpha
from importlib.metadata import distributions
print(json.dumps({
  "python": platform.python_version(),
  "packages": {one.metadata["Name"]: one.version for one in distributions()},
  "torchCuda": None,
  "cpu": {"name": "a CPU", "cores": 1, "memoryBytes": 1, "flags": [], "fp32Gflops": 1, "bf16Gflops": 1},
  "gpus": [],
  "atMs": time.time_ns() // 1_000_000,
  "seconds": 0.1,
}))`;

const STARTER = `
import json, sys
from pathlib import Path
folder = Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
(folder / "weights").write_text("weights")
(folder / "manifest.json").write_text(json.dumps({"format": 1, "files": [{"path": "weights", "sizeBytes": 7}]}))`;

/**
 * Luthier with a lock of six tiny packages instead of a hundred large ones. Everything else is real: uv, pip, the
 * interpreter, the terminal, and an index that is asked over HTTP.
 */
export async function smallEnvironment(more: readonly WheelOf[] = []): Promise<SmallEnvironment> {
  await using opening = new AsyncDisposableStack();
  const folder = opening.use(temporaryFolder());
  const index = opening.use(await wheelIndex([...WHEELS, ...more]));
  const installation = { root: join(folder.path, 'app'), home: join(folder.path, 'home'), version: '0.1.0' };
  const pythonEnv = join(installation.root, 'python-env');
  await makeInstallation(pythonEnv, index, more);
  const settings = (changes: Partial<Settings>): void => {
    const { settings: now } = readSettings(installation.home);
    writeSettings(installation.home, { ...now, ...changes }, [placesIn(installation).place]);
  };
  settings({ ...USUAL_SETTINGS, packageIndex: index.address });
  const handlers = opening.use(
    environmentHandlers({
      installation,
      settings: () => readSettings(installation.home).settings,
      activeJobs: () => [],
      onBug: (_, error) => console.error(error),
    }),
  );
  const open = opening.move();
  return {
    folder,
    installation,
    index,
    handlers,
    settings,
    run: (task, meanwhile) => follow(handlers, task, meanwhile),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

export function follow(
  handlers: Handlers<typeof environment>,
  task: EnvironmentTask,
  meanwhile: (progress: TaskProgress) => void = () => {},
): Promise<Done> {
  let text = '';
  const progress: TaskProgress[] = [];
  handlers.start(task);
  return new Promise(done => {
    const hear = (event: z.output<typeof environment.watch.event>): void => {
      if (event.kind === 'text') text += event.text;
      if (event.kind === 'progress') {
        progress.push(event.progress);
        meanwhile(event.progress);
      }
      if (event.kind === 'ended') done({ ...event, text, progress });
    };
    handlers.watch({}, hear, () => {});
  });
}

async function makeInstallation(pythonEnv: string, index: WheelIndex, more: readonly WheelOf[]): Promise<void> {
  const uv = presentUv(placesIn(INSTALLATION));
  if (uv === null) throw new Error('the set-up has brought no uv');
  for (const part of ['uv', 'build', 'luthier/environment']) mkdirSync(join(pythonEnv, part), { recursive: true });
  linkOrCopy(uv, join(pythonEnv, 'uv', process.platform === 'win32' ? 'uv.exe' : 'uv'));
  const names = more.map(({ name }) => `, "${name}"`).join('');
  writeFileSync(join(pythonEnv, 'pyproject.toml'), PROJECT.replace('"torch"]', `"torch"${names}]`));
  writeFileSync(join(pythonEnv, 'luthier', '__init__.py'), '');
  writeFileSync(join(pythonEnv, 'luthier', '__main__.py'), STARTER);
  writeFileSync(join(pythonEnv, 'luthier', 'environment', 'probe.py'), PROBE);
  const cache = join(pythonEnv, '..', 'lock-cache');
  const args = ['lock', '--quiet', '--default-index', index.address, '--cache-dir', cache];
  await promisify(execFile)(uv, args, { cwd: pythonEnv });
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
