import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  type Attention,
  type AttentionId,
  type AttentionJob,
  AttentionMap,
  type attention,
  CONTRACT_VERSION,
  LuthierError,
  type RowSource,
} from '../../contract/index.ts';
import { readJson } from '../../core/files.ts';
import { newId } from '../../core/ids.ts';
import type { Handlers } from '../../core/router.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import type { JobRecord, JobTable } from '../../store/jobs.ts';
import type { VersionTable } from '../../store/versions.ts';
import { trainedRun } from '../training/index.ts';

export interface AttentionDeps {
  readonly project: string;
  readonly jobs: JobTable;
  readonly versions: VersionTable;
  readonly queue: JobQueue;
  textOf(source: RowSource): string;
  now(): number;
  checkEnvironment(): void;
}

/** The attention slice: maps of one text through one model. */
export function attentionHandlers(deps: AttentionDeps): Handlers<typeof attention> {
  return {
    start: request => start(deps, request),
    attentions: () => deps.jobs.ofKind('attention').map(record => toAttention(deps, record)),
    attention: ({ attentionId }) => toAttention(deps, need(deps, attentionId)),
  };
}

/**
 * The bytes of a map: `overview`, or `head/<layer>/<head>`. Only the bytes that are asked for are read.
 * Throws `attention.not_found` for a map, layer or head that is not there.
 */
export function attentionBytes(deps: AttentionDeps, id: string, part: string): Uint8Array {
  const record = need(deps, id as AttentionId);
  const { map } = toAttention(deps, record);
  if (map === null) throw new LuthierError('attention.not_found', { id });
  const result = join(deps.project, record.folder, 'result');

  if (part === 'overview') {
    return readBytes(join(result, map.files.overview), 0, map.layers * map.heads * map.overviewSide ** 2);
  }
  const [, layer = '', head = ''] = /^head\/(\d{1,4})\/(\d{1,4})$/.exec(part) ?? [];
  if (layer === '' || Number(layer) >= map.layers || Number(head) >= map.heads) {
    throw new LuthierError('attention.not_found', { id: `${id}/${part}` });
  }
  const side = map.tokens.length ** 2;
  return readBytes(join(result, map.files.heads), (Number(layer) * map.heads + Number(head)) * side, side);
}

async function start(deps: AttentionDeps, request: z.infer<typeof attention.start.input>): Promise<Attention> {
  const { spec, model, precision } = trainedRun(deps, request.runId);
  const source = request.source ?? null;
  const text = source === null ? request.text : deps.textOf(source);
  if (text === undefined) throw new LuthierError('request.invalid', { reason: 'neither a text nor a row was given' });
  deps.checkEnvironment();

  const job: AttentionJob = {
    kind: 'attention',
    id: newId('at') as AttentionId,
    contractVersion: CONTRACT_VERSION,
    title:
      source === null ? `${spec.title}, ${request.subject}` : `${spec.title}, ${request.subject}, row ${source.row}`,
    createdAtMs: deps.now(),
    device: 'auto',
    seed: spec.seed,
    runId: spec.id,
    subject: request.subject,
    source,
    model: request.subject === 'base' ? { ...model, adapterPath: null } : model,
    task: spec.task,
    text,
    precision,
  };
  return toAttention(deps, await deps.queue.add(job));
}

function need(deps: AttentionDeps, id: AttentionId): JobRecord {
  const record = deps.jobs.find(id);
  if (record?.kind !== 'attention') throw new LuthierError('attention.not_found', { id });
  return record;
}

function toAttention({ project }: AttentionDeps, { folder, spec, state, createdAtMs }: JobRecord): Attention {
  if (spec.kind !== 'attention') throw new Error(`${spec.id} is no attention map`);
  const map = state === 'finished' ? readJson(join(project, folder, 'result', 'attention.json')) : null;
  return {
    id: spec.id,
    runId: spec.runId,
    source: spec.source,
    text: spec.text,
    subject: spec.subject,
    state,
    map: map === null ? null : AttentionMap.parse(map),
    createdAtMs,
  };
}

function readBytes(path: string, offset: number, length: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const read = readSync(file, bytes, 0, length, offset);
    if (read !== length)
      throw new LuthierError('file.unreadable', { file: path, reason: 'it is shorter than its map' });
    return bytes;
  } finally {
    closeSync(file);
  }
}
