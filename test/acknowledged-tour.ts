import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  type DatasetId,
  type DatasetVersion,
  dataset,
  evaluation,
  type JobId,
  jobs,
  licences,
  models,
  type Run,
  type SplitSizes,
  splits,
  training,
  versioning,
} from '../native-bridge/contract/index.ts';
import type { Session } from '../native-bridge/hosts/session.ts';
import { isEnded } from '../native-bridge/jobs/job-record.ts';
import { mails } from './installation.ts';
import { undoLast, work } from './session-work.ts';
import { type TemporaryFolder, until } from './temporary.ts';

const ROWS = 2000;
/** Every so many rows one is edited, in this column. */
const EVERY = 100;
const EDITED = 'date';
const AMOUNTS = { unit: 'rows', train: 40, validation: 10, test: 20 } as const;

/** One thing a person does, and about how long it takes. */
export interface Act {
  readonly name: string;
  readonly lastsMs: number;
  readonly hasJob?: boolean;
  do(session: Session): Promise<void>;
}

/**
 * What a person does with a project, act by act, and what the core has said is done. What was asked and not answered may
 * have happened or not, but as a whole.
 */
export class Tour {
  readonly #folder: TemporaryFolder;
  readonly #mails = mails(ROWS);
  /** What the cells held that are edited. */
  readonly #dates: readonly string[] = this.#mails.split('\n').map(line => JSON.parse(line)[EDITED]);
  #datasetId: DatasetId | null = null;
  /** What each cell that was edited may hold. */
  readonly #cells = new Map<number, readonly string[]>();
  #sizes: SplitSizes | null = null;
  #version: DatasetVersion | null = null;
  #run: Run | null = null;
  readonly #jobs: JobId[] = [];

  readonly acts: readonly Act[] = [
    { name: 'import', lastsMs: 900, do: session => this.#import(session) },
    { name: 'edit', lastsMs: 400, do: session => this.#edit(session) },
    { name: 'undo', lastsMs: 150, do: session => this.#undo(session) },
    { name: 'split', lastsMs: 400, do: session => this.#split(session) },
    { name: 'freeze', lastsMs: 400, do: session => this.#freeze(session) },
    { name: 'train', lastsMs: 6000, hasJob: true, do: session => this.#train(session) },
    { name: 'evaluate', lastsMs: 6000, hasJob: true, do: session => this.#evaluate(session) },
  ];

  constructor(folder: TemporaryFolder) {
    this.#folder = folder;
  }

  /** Fails where something that was said to be done is not there, or something is there by half. */
  async checkAll(session: Session): Promise<void> {
    const datasets = await session.ask(dataset.datasets, {});
    expect(datasets.map(({ rowCount }) => rowCount)).toEqual(datasets.map(() => ROWS));
    for (const { hash } of await session.ask(versioning.versions, {})) {
      expect(existsSync(join(session.folder, 'versions', `${hash}.parquet`))).toBe(true);
    }

    const datasetId = this.#datasetId;
    if (datasetId === null) return;
    const found = datasets.find(({ id }) => id === datasetId);
    expect(found?.splitSizes).toEqual(this.#sizes ?? found?.splitSizes);
    for (const [row, values] of this.#cells) {
      const { cells } = await session.ask(dataset.row, { datasetId, row });
      expect(values).toContain(cells[EDITED]);
    }
    if (this.#version) {
      const versions = await session.ask(versioning.versions, {});
      expect(versions.map(({ hash }) => hash)).toContain(this.#version.hash);
    }
    const known = await session.ask(jobs.jobs, {});
    expect(known.map(({ id }) => id)).toEqual(expect.arrayContaining(this.#jobs));
  }

  async #import(session: Session): Promise<void> {
    const file = this.#folder.write('mails.jsonl', this.#mails);
    const roles = { text: 'text', label: 'label', group: 'sender' };
    let sha256 = '';
    await session.follow(dataset.importFile, { file, roles }, event => {
      if (event.kind !== 'finished') return;
      this.#datasetId = event.report.dataset.id;
      sha256 = event.report.dataset.sourceSha256;
    });
    await session.ask(licences.describe, { sha256, licence: 'CC0-1.0' });
  }

  async #edit(session: Session): Promise<void> {
    for (let row = EVERY; row <= ROWS; row += EVERY)
      await this.#change(row, `edited ${row}`, to => this.#set(session, row, to));
  }

  /** Takes back the last edit. */
  async #undo(session: Session): Promise<void> {
    await this.#change(ROWS, this.#dates[ROWS - 1] ?? '', () => undoLast(session, this.#imported()));
  }

  /** While it is asked and not answered, a cell may hold what it did or what it will. */
  async #change(row: number, to: string, change: (to: string) => Promise<unknown>): Promise<void> {
    this.#cells.set(row, [...(this.#cells.get(row) ?? [this.#dates[row - 1] ?? '']), to]);
    await change(to);
    this.#cells.set(row, [to]);
  }

  #set(session: Session, row: number, to: string): Promise<unknown> {
    return session.ask(dataset.editRow, { datasetId: this.#imported(), row, cells: { [EDITED]: to } });
  }

  async #split(session: Session): Promise<void> {
    const plan = { way: 'random', amounts: AMOUNTS, seed: 1, nearTogether: false } as const;
    await work(session, splits.split, { datasetId: this.#imported(), plan, unlockTest: false });
    const { train, validation, test } = AMOUNTS;
    this.#sizes = { train, validation, test };
  }

  async #freeze(session: Session): Promise<void> {
    const request = { datasetId: this.#imported(), name: 'v1', acceptLeaks: { reason: 'a test' } };
    this.#version = await work(session, versioning.freeze, request);
  }

  async #train(session: Session): Promise<void> {
    const versionHash = this.#version?.hash;
    const [model] = await session.ask(models.models, {});
    if (versionHash === undefined || model === undefined) throw new Error('there is nothing to train with');
    this.#run = await session.ask(training.startRun, {
      name: 'short',
      versionHash,
      modelId: model.id,
      methodId: 'lora',
      task: await session.ask(training.suggestTask, { versionHash }),
      params: {},
      schedule: { epochs: 2, batch_rows: 2, checkpoint_every_steps: 5, eval_every_steps: 10 },
      seed: 1,
    });
    await this.#end(session, this.#run.id);
  }

  async #evaluate(session: Session): Promise<void> {
    if (this.#run === null) throw new Error('nothing was trained');
    const { id } = await session.ask(evaluation.start, { runId: this.#run.id, split: 'test' });
    await this.#end(session, id);
  }

  async #end(session: Session, jobId: JobId): Promise<void> {
    this.#jobs.push(jobId);
    await until(`${jobId} ends`, async () => isEnded((await session.ask(jobs.job, { jobId })).state), 60_000);
  }

  #imported(): DatasetId {
    if (this.#datasetId === null) throw new Error('nothing was imported');
    return this.#datasetId;
  }
}
