import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { beginUse } from '../../../python-env/build/in-use.mjs';
import {
  because,
  type ErrorCode,
  ErrorPayload,
  LuthierError,
  type Model,
  type ModelId,
  type models,
} from '../../contract/index.ts';
import { linkOrCopy } from '../../core/copy.ts';
import { syncFolder } from '../../core/files.ts';
import { newId } from '../../core/ids.ts';
import { offlineSignal } from '../../core/offline.ts';
import { jobEnvironment, type Python } from '../../jobs/run-job.ts';
import type { ModelTable } from '../../store/models.ts';
import type { Writes } from '../../store/writes.ts';

export interface AddModelDeps {
  readonly project: string;
  /** Luthier's folder. */
  readonly home: string;
  readonly store: ModelTable;
  readonly writes: Writes;
  readonly starterFolder: string;
  python(): Python;
  /** Whether the hub may be asked, and where it is. */
  hub(): { readonly offline: boolean; readonly endpoint: string | null };
  now(): number;
  /** Throws when the folder of the project is gone. */
  requirePlace(): void;
}

/** Where the starter model lies in every project. */
const STARTER_PATH = 'models/smollm2-135m-instruct/1';
const STARTER_NAME = 'SmolLM2-135M-Instruct';

type AddModel = z.infer<typeof models.add.input>;

/** What Python says of a model folder it has looked through without loading it. */
const Inspection = z.object({
  architecture: z.string(),
  parameters: z.int(),
  sizeBytes: z.int(),
  licence: z.string(),
});

/**
 * Adds a base model. The starter and a GGUF file are kept in the project (`models/<name>/1/`), so that the project can
 * move; a folder of the person's stays where it is.
 */
export async function addModel(deps: AddModelDeps, { source, name }: AddModel): Promise<Model> {
  deps.requirePlace();
  switch (source.kind) {
    case 'starter': {
      const known = deps.store.atPath(STARTER_PATH);
      // The project may name it without its files: a sample, or one that was copied without what is large.
      if (known && existsSync(join(deps.project, STARTER_PATH, 'manifest.json'))) return known;
      if (!(await takeInStarter(deps))) throw new LuthierError('model.starter_missing', {});
      if (known) return known;
      return await write(deps, {
        path: STARTER_PATH,
        name: name ?? STARTER_NAME,
        origin: 'Hugging Face TB, starter model',
      });
    }
    case 'folder': {
      const path = resolve(source.folder);
      const known = deps.store.atPath(path);
      if (known) return known;
      return await write(deps, { path, name: name ?? basename(path), origin: 'a folder on this machine' });
    }
    case 'gguf': {
      const file = resolve(source.file);
      if (!existsSync(file)) throw new LuthierError('model.folder_incomplete', { folder: file, file: basename(file) });
      const folder = basename(file)
        .replace(/\.gguf$/i, '')
        .replace(/[^\w.-]+/g, '-');
      const path = `models/${folder}/${fingerprint(file)}`;
      const known = deps.store.atPath(path);
      if (known) return known;
      mkdirSync(join(deps.project, 'models', folder), { recursive: true });
      await askPython(deps, ['convert-gguf', file, join(deps.project, path)]);
      return await write(deps, { path, name: name ?? folder, origin: `converted from ${basename(file)}` });
    }
    case 'hub': {
      const { offline, endpoint } = deps.hub();
      if (offline) throw new LuthierError('settings.offline', because('offline.hub', {}));
      const folder = source.id.replace(/[^\w.-]+/g, '-');
      const path = `models/${folder}/1`;
      mkdirSync(join(deps.project, 'models', folder), { recursive: true });
      const env = { HF_HUB_OFFLINE: '0', TRANSFORMERS_OFFLINE: '0', ...(endpoint && { HF_ENDPOINT: endpoint }) };
      using wentOffline = offlineSignal(() => deps.hub().offline);
      const { signal } = wentOffline;
      await askPython(deps, ['download-model', source.id, join(deps.project, path)], { env, signal });
      return await write(deps, { path, name: name ?? source.id, origin: `Hugging Face hub, ${source.id}` });
    }
  }
}

/** The starter model of this machine that the project could take in. */
export function starterOffered({ store, starterFolder }: Pick<AddModelDeps, 'store' | 'starterFolder'>) {
  const isOffered = store.atPath(STARTER_PATH) === undefined && existsSync(join(starterFolder, 'manifest.json'));
  return isOffered ? { name: STARTER_NAME } : null;
}

/** Folders that are being brought in: whoever asks for one meanwhile waits for it. */
const comingIn = new Map<string, Promise<void>>();

/** Brings the files of the starter model into the project. False where this machine has none. */
export async function takeInStarter(deps: Pick<AddModelDeps, 'project' | 'starterFolder'>): Promise<boolean> {
  const { project, starterFolder } = deps;
  if (!existsSync(join(starterFolder, 'manifest.json'))) return false;
  const to = join(project, STARTER_PATH);
  const coming = comingIn.get(to) ?? takeIn(starterFolder, to).finally(() => comingIn.delete(to));
  comingIn.set(to, coming);
  await coming;
  return true;
}

async function write(deps: AddModelDeps, of: Pick<Model, 'path' | 'name' | 'origin'>): Promise<Model> {
  const inspection = Inspection.parse(await askPython(deps, ['inspect-model', resolve(deps.project, of.path)]));
  const model: Model = { id: newId('md') as ModelId, ...of, ...inspection, createdAtMs: deps.now() };
  return await deps.writes.write(() => {
    // Somebody else may have added it while Python looked at it.
    const known = deps.store.atPath(of.path);
    if (known) return known;
    deps.store.insert(model);
    return model;
  });
}

/** Tells files of one name apart: their size and their first MiB, which holds the header and every tensor's place. */
function fingerprint(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(1024 * 1024);
    const read = readSync(handle, head, 0, head.length, 0);
    const { size } = fstatSync(handle);
    return createHash('sha256').update(String(size)).update(head.subarray(0, read)).digest('hex').slice(0, 12);
  } finally {
    closeSync(handle);
  }
}

/** Copies a folder into the project, by links where the disk is the same. Whole or not at all. */
async function takeIn(from: string, to: string): Promise<void> {
  const staging = `${to}.staging`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  for (const file of readdirSync(from)) {
    if (statSync(join(from, file)).isFile()) await linkOrCopy(join(from, file), join(staging, file));
  }
  rmSync(to, { recursive: true, force: true });
  renameSync(staging, to);
  syncFolder(join(to, '..'));
}

/** One question to Python. Its answer is one JSON object, on failure an error of the contract. */
async function askPython(deps: AddModelDeps, args: readonly string[], how: AskHow = {}): Promise<unknown> {
  const [job = '', title = ''] = args;
  // This process waits for the answer, so it stands for the one that finds it.
  const use = beginUse(deps.home, { job, title, project: deps.project, beats: null });
  try {
    return await answerOf(deps.python(), args, how);
  } finally {
    use.end();
  }
}

interface AskHow {
  /** What its environment has beside that of a job. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

function answerOf(python: Python, args: readonly string[], { env = {}, signal }: AskHow): Promise<unknown> {
  return new Promise((done, fail) => {
    execFile(
      python.executable,
      ['-m', 'luthier', ...args],
      { env: { ...jobEnvironment(python), ...env }, maxBuffer: 8 * 1024 * 1024, ...(signal && { signal }) },
      (error, stdout, stderr) => {
        const last = parse(stdout.trim().split('\n').at(-1) ?? '');
        if (error === null) return done(last);
        if (signal?.aborted) return fail(signal.reason);
        const payload = ErrorPayload.safeParse(last).data;
        if (payload === undefined) return fail(new Error(`luthier ${args[0]}: ${stderr.slice(-2000)}`));
        fail(new LuthierError(payload.code as ErrorCode, payload.facts as never, payload.where));
      },
    );
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
