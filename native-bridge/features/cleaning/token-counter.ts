import { resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { LuthierError } from '../../contract/index.ts';
import { openTokenizer } from '../models/index.ts';
import { modelNamed } from './model-named.ts';

/**
 * Counts the tokens of a text as a model of the project does, named by its id or its name: a recipe that names one
 * works in each project that has a model of this name. Throws when none is named, it is gone, or it has no tokenizer.
 */
export function tokenCounter(db: Database, project: string, wanted: string, place: number): (text: string) => number {
  if (wanted === '') throw new LuthierError('cleaning.no_model', { place });
  return openTokenizer(resolve(project, modelNamed(db, wanted).path)).count;
}
