import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import {
  ErrorPayload,
  type JobId,
  type JobKind,
  JobKind as JobKindSchema,
  JobSpec,
  JobState,
} from '../contract/index.ts';

const COLUMNS = `id, kind, folder, spec, run_id AS runId, state, place, device, attempt, exit_code AS exitCode, error,
  created_at_ms AS createdAtMs, started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs`;

/** A line of the index over job folders. */
export const JobRecord = z.object({
  id: z.string().transform(id => id as JobId),
  kind: JobKindSchema,
  folder: z.string(),
  spec: JobSpec,
  runId: z.string().nullable(),
  state: JobState,
  /** Order in the queue; lower comes first. */
  place: z.int(),
  device: z.string(),
  attempt: z.int(),
  exitCode: z.int().nullable(),
  error: ErrorPayload.nullable(),
  createdAtMs: z.int(),
  startedAtMs: z.int().nullable(),
  endedAtMs: z.int().nullable(),
});
export type JobRecord = z.infer<typeof JobRecord>;

export type JobPatch = Partial<
  Pick<JobRecord, 'state' | 'place' | 'device' | 'attempt' | 'exitCode' | 'error' | 'startedAtMs' | 'endedAtMs'>
>;
export type JobTable = ReturnType<typeof jobTable>;

/** The index over job folders: the folder is the truth, this is where it is looked up. */
export function jobTable(db: Database) {
  const all = db.prepare<[], Line>(`SELECT ${COLUMNS} FROM jobs ORDER BY created_at_ms DESC, id`);
  const ofKind = db.prepare<[string], Line>(
    `SELECT ${COLUMNS} FROM jobs WHERE kind = ? ORDER BY created_at_ms DESC, id`,
  );
  const byId = db.prepare<[string], Line>(`SELECT ${COLUMNS} FROM jobs WHERE id = ?`);
  const insert = db.prepare(
    `INSERT INTO jobs (id, kind, folder, spec, run_id, state, place, device, attempt, exit_code, error, created_at_ms,
       started_at_ms, ended_at_ms)
     VALUES (@id, @kind, @folder, @spec, @runId, @state, @place, @device, @attempt, @exitCode, @error, @createdAtMs,
       @startedAtMs, @endedAtMs)`,
  );
  const update = db.prepare(
    `UPDATE jobs SET state = @state, place = @place, device = @device, attempt = @attempt, exit_code = @exitCode,
       error = @error, started_at_ms = @startedAtMs, ended_at_ms = @endedAtMs WHERE id = @id`,
  );
  const places = db.prepare<[], { first: number | null; last: number | null }>(
    "SELECT min(place) AS first, max(place) AS last FROM jobs WHERE state = 'queued'",
  );

  const find = (id: JobId): JobRecord | undefined => {
    const line = byId.get(id);
    return line && toRecord(line);
  };
  return {
    jobs: (): JobRecord[] => all.all().map(toRecord),
    ofKind: (kind: JobKind): JobRecord[] => ofKind.all(kind).map(toRecord),
    find,
    insert: (job: JobRecord): void => void insert.run(toLine(job)),
    patch: (job: JobRecord, patch: JobPatch): JobRecord => {
      const next = { ...job, ...patch };
      update.run(toLine(next));
      return next;
    },
    firstPlace: (): number => (places.get()?.first ?? 1) - 1,
    lastPlace: (): number => (places.get()?.last ?? 0) + 1,
  };
}

type Line = Record<string, unknown> & { spec: string; error: string | null };

function toRecord(line: Line): JobRecord {
  return JobRecord.parse({
    ...line,
    spec: JSON.parse(line.spec),
    error: line.error === null ? null : JSON.parse(line.error),
  });
}

function toLine(job: JobRecord) {
  return { ...job, spec: JSON.stringify(job.spec), error: job.error === null ? null : JSON.stringify(job.error) };
}
