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

/** As many as a refusal tells of those it could not choose between. */
const MOST_CANDIDATES = 10;

/** What a person may name by id, by the beginning of a hash, by name, or not at all: then the newest is meant. */
export async function findDataset(session: Session, wanted: string | undefined): Promise<Dataset> {
  const found = pick(await session.ask(dataset.datasets, {}), wanted, ({ id, name }) => [id, name]);
  if (found === undefined) throw new LuthierError('dataset.not_found', { id: wanted ?? 'in this project' });
  return found;
}

export interface FoundVersion extends DatasetVersion {
  /** The name of its dataset, or the id of one that is gone. */
  readonly dataset: string;
  /** `dataset/name hash`: its name alone may be that of another dataset's version too. */
  readonly title: string;
}

/**
 * A version by its hash, the beginning of that, its name, or `dataset/name`. A name that several have is never guessed at:
 * every dataset begins with its own v1.
 */
export async function findVersion(session: Session, wanted: string | undefined): Promise<FoundVersion> {
  const versions = await versionsWithTitles(session);
  const named = ({ datasetId, dataset, hash, name }: FoundVersion) => [
    hash,
    name,
    `${dataset}/${name}`,
    `${datasetId}/${name}`,
  ];
  const found = wanted === undefined ? versions.slice(0, 1) : alike(versions, wanted, named);
  const [version] = found;
  if (version === undefined) throw new LuthierError('dataset.version_not_found', { hash: wanted ?? 'in this project' });
  if (found.length === 1) return version;
  const shown = found.slice(0, MOST_CANDIDATES).map(({ title, createdAtMs }) => `${title} (${minuteOf(createdAtMs)})`);
  const more = found.length > shown.length ? [`${found.length - shown.length} more`] : [];
  const candidates = [...shown, ...more].join(', ');
  throw new LuthierError('dataset.version_ambiguous', { name: wanted ?? '', candidates });
}

/** The versions of the project with what tells them apart, newest first. */
export async function versionsWithTitles(session: Session): Promise<FoundVersion[]> {
  const names = new Map((await session.ask(dataset.datasets, {})).map(({ id, name }) => [id, name]));
  return (await session.ask(versioning.versions, {})).map(version => {
    const of = names.get(version.datasetId) ?? version.datasetId;
    return { ...version, dataset: of, title: `${of}/${version.name} ${version.hash.slice(0, 12)}` };
  });
}

/** `2026-01-31 09:30`, of universal time. */
export function minuteOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
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
  return wanted === undefined ? items[0] : alike(items, wanted, names)[0];
}

/** Those that are called so; when none is, those called so but for capitals; when none is, those whose name begins so. */
function alike<Item>(items: readonly Item[], wanted: string, names: (item: Item) => string[]): Item[] {
  const called = (isIt: (name: string) => boolean) => items.filter(item => names(item).some(isIt));
  const exactly = called(name => name === wanted);
  if (exactly.length > 0) return exactly;
  const nearly = called(name => name.toLowerCase() === wanted.toLowerCase());
  if (nearly.length > 0 || wanted.length < 6) return nearly;
  return called(name => name.startsWith(wanted));
}
