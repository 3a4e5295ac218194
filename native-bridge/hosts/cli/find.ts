import {
  type Dataset,
  type DatasetVersion,
  dataset,
  LuthierError,
  type Model,
  models,
  type Run,
  training,
  versioning,
} from '../../contract/index.ts';
import type { Session } from '../session.ts';

/** What a person may name by id, by the beginning of a hash, by name, or not at all: then the newest is meant. */
export async function findDataset(session: Session, wanted: string | undefined): Promise<Dataset> {
  const found = pick(await session.ask(dataset.datasets, {}), wanted, ({ id, name }) => [id, name]);
  if (found === undefined) throw new LuthierError('dataset.not_found', { id: wanted ?? 'in this project' });
  return found;
}

export async function findVersion(session: Session, wanted: string | undefined): Promise<DatasetVersion> {
  const found = pick(await session.ask(versioning.versions, {}), wanted, ({ hash, name }) => [hash, name]);
  if (found === undefined) throw new LuthierError('dataset.version_not_found', { hash: wanted ?? 'in this project' });
  return found;
}

export async function findRun(session: Session, wanted: string | undefined): Promise<Run> {
  const found = pick(await session.ask(training.runs, {}), wanted, ({ id, name }) => [id, name]);
  if (found === undefined) throw new LuthierError('job.not_found', { id: wanted ?? 'of a training in this project' });
  return found;
}

/** The model that is named, else the newest of the project, else the starter model, which is then added. */
export async function findModel(session: Session, wanted: string | undefined): Promise<Model> {
  const found = pick(await session.ask(models.models, {}), wanted, ({ id, name }) => [id, name]);
  if (found !== undefined) return found;
  if (wanted !== undefined) throw new LuthierError('model.not_found', { id: wanted });
  return await session.ask(models.add, { source: { kind: 'starter' } });
}

function pick<Item>(
  items: readonly Item[],
  wanted: string | undefined,
  names: (item: Item) => string[],
): Item | undefined {
  if (wanted === undefined) return items[0];
  return (
    items.find(item => names(item).includes(wanted)) ??
    items.find(item => names(item).some(name => name.toLowerCase() === wanted.toLowerCase())) ??
    items.find(item => wanted.length >= 6 && names(item).some(name => name.startsWith(wanted)))
  );
}
