import {
  type DatasetVersion,
  dataset,
  licences,
  type ModelId,
  models,
  type Run,
  splits,
  training,
  versioning,
} from '../native-bridge/contract/index.ts';
import type { Session } from '../native-bridge/hosts/session.ts';
import { mails, tinyModel } from './installation.ts';
import { work } from './session-work.ts';
import type { TemporaryFolder } from './temporary.ts';

/** What a training can be started with at once. */
export interface ReadyToTrain {
  readonly version: DatasetVersion;
  readonly modelId: ModelId;
}

/** Imports mails, splits and freezes them, and adds the tiny model: 40 rows are for training. */
export async function readyToTrain(session: Session, folder: TemporaryFolder): Promise<ReadyToTrain> {
  await session.follow(dataset.importFile, { file: folder.write('mails.jsonl', mails(100)) }, () => {});
  const [imported] = await session.ask(dataset.datasets, {});
  if (imported === undefined) throw new Error('nothing was imported');
  const { id: datasetId, sourceSha256: sha256 } = imported;
  await session.ask(licences.describe, { sha256, licence: 'CC0-1.0' });
  const amounts = { unit: 'rows', train: 40, validation: 10, test: 20 } as const;
  const plan = { way: 'group', amounts, seed: 1, nearTogether: true } as const;
  await work(session, splits.split, { datasetId, plan, unlockTest: false });
  const version = await work(session, versioning.freeze, { datasetId, name: 'v' });
  const { id: modelId } = await session.ask(models.add, {
    source: { kind: 'folder', folder: tinyModel(folder.path) },
  });
  return { version, modelId };
}

/** Starts a training of so many steps, two rows a step. */
export async function train(
  session: Session,
  { version: { hash: versionHash }, modelId }: ReadyToTrain,
  name: string,
  steps: number,
): Promise<Run> {
  return await session.ask(training.startRun, {
    name,
    versionHash,
    modelId,
    methodId: 'lora',
    task: await session.ask(training.suggestTask, { versionHash }),
    params: {},
    schedule: { epochs: steps / 20, batch_rows: 2, checkpoint_every_steps: 5, eval_every_steps: 0 },
    seed: 1,
  });
}
