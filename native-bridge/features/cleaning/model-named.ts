import type { Database } from 'better-sqlite3';
import { LuthierError, type Model } from '../../contract/index.ts';
import { modelTable } from '../../store/models.ts';

/** A model of the project by its id or its name, in capitals or not: a recipe that names one works in each project that has it. */
export function modelNamed(db: Database, wanted: string): Model {
  const models = modelTable(db).models();
  const model =
    models.find(({ id, name }) => id === wanted || name === wanted) ??
    models.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (model === undefined) throw new LuthierError('model.not_found', { id: wanted });
  return model;
}
