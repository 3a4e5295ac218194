import type { CONTRACT, ErrorPayload, Job, Method, Slice, Stream } from '../../../native-bridge/contract/index.ts';
import { cleaningAnswers } from './cleaning.ts';
import { licenceAnswers } from './licences.ts';
import * as made from './made/index.ts';
import { perplexityAnswers } from './perplexity.ts';
import { privacyAnswers } from './privacy.ts';
import { splitsAnswers } from './splits.ts';
import { statisticsAnswers } from './statistics.ts';

export type Scenario = 'full' | 'empty' | 'broken';

type Emit = (event: unknown) => void;
type Input = Record<string, never> & Record<string, string | number | boolean | undefined>;

/** An answer for every method, a subscription for every stream; a forgotten one does not compile. */
export type Answers<S extends Slice> = {
  readonly [Key in keyof S]: S[Key] extends Method
    ? (input: Input) => unknown
    : S[Key] extends Stream
      ? (input: Input, emit: Emit, end: () => void) => () => void
      : never;
};
type AllAnswers = { readonly [Name in keyof typeof CONTRACT]: Answers<(typeof CONTRACT)[Name]> };

export class Refusal extends Error {
  readonly error: ErrorPayload;

  constructor(error: ErrorPayload) {
    super(error.message);
    this.error = error;
  }
}

const STEP_MS = 900;

/** A project in memory that answers like a core. Its running job gets on by itself. */
export function answersFor(scenario: Scenario): AllAnswers {
  const full = scenario !== 'empty';
  const list = <Value>(values: readonly Value[]): readonly Value[] => (full ? values : []);
  let jobs: readonly Job[] = list(made.jobs);
  let step = 20;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const watch = (say: () => void): (() => void) => {
    say();
    listeners.add(say);
    return () => listeners.delete(say);
  };
  const change = (jobId: unknown, more: Partial<Job>): Job => {
    jobs = jobs.map(job => (job.id === jobId ? { ...job, ...more } : job));
    tell();
    return jobs.find(job => job.id === jobId) ?? missing(String(jobId));
  };

  if (full) {
    setInterval(() => {
      const running = jobs.find(({ id }) => id === made.ids.running);
      if (running?.state !== 'running') return;
      step = step >= 62 ? 20 : step + 1;
      change(made.ids.running, { done: step, etaSeconds: (63 - step) * 3.4 });
    }, STEP_MS).unref();
  }
  const stepsOf = (jobId: unknown): number => (jobId === made.ids.running ? step : 63);

  /** Work on versions is tried on a real core; here it says so. */
  const refused = (
    _input: unknown,
    emit: (event: { kind: 'failed'; error: ErrorPayload }) => void,
    end: () => void,
  ) => {
    emit({ kind: 'failed', error: brokenLine });
    end();
    return () => {};
  };

  return {
    project: {
      place: () => ({ folder: '/project', place: 'here' }),
      overview: () => (full ? made.fullProject : made.emptyProject),
      rename: ({ name }) => ({ ...made.fullProject, name }),
      fillWithSample: refused,
      watch: () => () => {},
    },
    models: {
      models: () => list([made.model]),
      starter: () => (full ? null : { name: made.model.name }),
      add: () => made.model,
      asSeen: () => ({ instruction: 'Answer with one word: ham or spam.\n\n{text}', rows: [] }),
    },
    dataset: {
      importFile: (_input, emit, end) => {
        emit({ kind: 'progress', bytesDone: 4_000_000, bytesTotal: 9_000_000, rows: 2700 });
        const timer = setTimeout(() => {
          emit({
            kind: 'finished',
            report: {
              dataset: made.dataset,
              format: 'jsonl',
              encoding: 'utf-8',
              accepted: 6045,
              rejected: 1,
              mended: 0,
              ledger: [{ line: 3122, reason: brokenLine }],
              seconds: 1.3,
            },
          });
          end();
        }, 1500);
        return () => clearTimeout(timer);
      },
      datasets: () => list([made.dataset]),
      dataset: () => made.dataset,
      rows: ({ after, limit, split, label }) => {
        const fits = made.rows.filter(
          row => row.row > Number(after) && (!split || row.split === split) && (!label || row.cells.label === label),
        );
        return { rows: fits.slice(0, Number(limit)), more: fits.length > Number(limit) };
      },
      rowsAt: ({ start, limit }) => ({
        rows: made.rows.slice(Number(start), Number(start) + Number(limit)),
        total: made.rows.length,
      }),
      row: ({ row }) => made.rows[Number(row) - 1] ?? missing(String(row)),
      unreadableTimes: () => ({ rows: 0, query: '' }),
      countRows: () => ({ rows: made.rows.length }),
      placeOf: ({ row }) => ({ place: Number(row) - 1 }),
      wordIndex: () => ({ indexed: made.rows.length, total: made.rows.length }),
      editRow: ({ row }) => made.rows[Number(row) - 1] ?? missing(String(row)),
      drafts: () => [],
      keepDraft: () => ({}),
      dropDraft: () => ({}),
      markRow: ({ row }) => made.rows[Number(row) - 1] ?? missing(String(row)),
      addRow: () => made.rows[0] ?? missing('1'),
      duplicateRow: ({ row }) => made.rows[Number(row) - 1] ?? missing(String(row)),
      removeRows: () => ({ rows: 1 }),
      previewBulkEdit: (_input, emit, end) => {
        emit({
          kind: 'finished',
          answer: { rows: 1, examples: [{ row: 7, before: 'FREE', after: 'free' }], testRows: 0 },
        });
        end();
        return () => {};
      },
      bulkEdit: (_input, emit, end) => {
        emit({ kind: 'finished', answer: { rows: 1, changeId: 3 } });
        end();
        return () => {};
      },
      setRoles: (_input, emit, end) => {
        emit({ kind: 'finished', answer: { roles: made.dataset.roles, rows: 0, changeId: 4 } });
        end();
        return () => {};
      },
      blame: () => [
        {
          changeId: 1,
          title: made.lastChange.title,
          said: made.lastChange.said,
          atMs: Date.now() - 92_000_000,
          actor: made.lastChange.actor,
          differences: [{ field: 'text', before: ' Hello ', after: 'Hello' }],
        },
      ],
      previewImport: () => made.importPreview,
      dropUpload: () => ({}),
      exportLedger: () => ({ path: '/project/ledger.csv', bytesPath: null, entries: 1, sizeBytes: 96 }),
      ledger: () => ({ entries: [{ line: 3122, reason: brokenLine }], next: null, total: 1, placed: 6045 }),
      history: () => made.history,
      undo: (_input, emit, end) => {
        emit({ kind: 'finished', answer: { ...made.lastChange, undone: true } });
        end();
        return () => {};
      },
      redo: (_input, emit, end) => {
        emit({ kind: 'finished', answer: made.lastChange });
        end();
        return () => {};
      },
    },
    perplexity: perplexityAnswers,
    cleaning: cleaningAnswers,
    duplicates: {
      search: () => null,
      groups: () => ({ groups: [], more: false }),
      find: refused,
      count: refused,
      remove: refused,
    },
    privacy: privacyAnswers,
    licences: licenceAnswers,
    statistics: statisticsAnswers,
    splits: splitsAnswers(),
    versions: {
      versions: () => list([made.version]),
      rename: () => made.version,
      differences: () => ({ rows: [], total: 0 }),
      origin: () => null,
      freeze: refused,
      compare: refused,
      restore: refused,
      exportRows: refused,
      combine: refused,
    },
    training: {
      catalog: () => made.catalog,
      suggestTask: () => made.task,
      startRun: () => made.runs[0],
      run: ({ runId }) => made.runs.find(({ id }) => id === runId) ?? missing(String(runId)),
      runs: () => list(made.runs),
    },
    evaluation: {
      start: () => made.evaluation,
      evaluations: () => list([made.evaluation]),
      evaluation: () => made.evaluation,
      rows: ({ subject, label, predicted, onlyWrong, start, limit }) => {
        const fits = made.predictions.filter(row => {
          const answer = row.answers.find(answer => answer.subject === subject);
          return (
            (!label || row.label === label) &&
            (!predicted || answer?.predicted === predicted) &&
            (!onlyWrong || answer?.predicted !== row.label)
          );
        });
        return { rows: fits.slice(Number(start), Number(start) + Number(limit)), total: fits.length };
      },
    },
    attention: {
      start: () => made.attention,
      attentions: () => list([made.attention]),
      attention: () => made.attention,
    },
    export: {
      start: () => made.exports[0],
      exports: () => list(made.exports),
      export: () => made.exports[0],
    },
    environment: {
      state: () =>
        scenario === 'full'
          ? made.environment
          : {
              ...made.environment,
              state: scenario === 'empty' ? 'missing' : 'broken',
              reason: scenario === 'empty' ? null : 'environment.interpreter_gone',
              ...(scenario === 'empty' && { probe: null, id: null, previousId: null, python: null, sizeBytes: 0 }),
            },
      plan: () => made.environmentPlan,
      start: () => ({}),
      stop: () => ({}),
      watch: (_input, _emit, end) => {
        end();
        return () => {};
      },
      rollBack: () => made.environment,
      uninstall: () => ({ removedBytes: 0, kept: [] }),
      diagnostics: () => ({
        text: 'Luthier 0.1.0\nNode 24.21.0\nPython 3.11.2\ntorch 2.15.0 (CUDA 13.0)\nCPU: 2 cores',
      }),
    },
    settings: { state: () => made.settingsState, change: () => made.settingsState },
    jobs: {
      jobs: () => jobs,
      job: ({ jobId }) => jobs.find(({ id }) => id === jobId) ?? missing(String(jobId)),
      watch: (_input, emit) => watch(() => emit(jobs)),
      events: ({ jobId }, emit) => {
        let sent = 0;
        return watch(() => {
          const events = made.trainEvents(String(jobId), stepsOf(jobId), 63, jobId !== made.ids.running);
          if (events.length > sent) emit(events.slice(sent));
          sent = Math.max(sent, events.length);
        });
      },
      terminal: ({ jobId }, emit) => {
        let sent = 0;
        return watch(() => {
          const text = made.terminalText(stepsOf(jobId));
          if (text.length > sent) emit({ text: text.slice(sent) });
          sent = Math.max(sent, text.length);
        });
      },
      resizeTerminal: () => null,
      cancel: ({ jobId }) => change(jobId, { state: 'cancelled', endedAtMs: Date.now() }),
      pause: ({ jobId }) => change(jobId, { state: 'paused', etaSeconds: null }),
      resume: ({ jobId }) => change(jobId, { state: 'running', error: null, endedAtMs: null }),
      moveFirst: ({ jobId }) => change(jobId, {}),
    },
  };
}

const brokenLine: ErrorPayload = {
  code: 'import.broken_line',
  facts: { file: 'spam-assassin.jsonl', line: 3122, reason: 'the JSON ends early' },
  message: 'spam-assassin.jsonl line 3122: the JSON ends early.',
  hint: 'Mend the line and import again; the other rows are kept.',
  where: { file: 'spam-assassin.jsonl', row: 3122 },
};

function missing(id: string): never {
  throw new Refusal({
    code: 'job.not_found',
    facts: { id },
    message: `There is no job ${id}.`,
    hint: 'The jobs panel lists all jobs.',
  });
}
