import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Model, ModelId } from '../native-bridge/contract/index.ts';
import { modelTable } from '../native-bridge/store/models.ts';
import { openDatabase } from '../native-bridge/store/open.ts';

const TOKENIZER = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: { type: 'WhitespaceSplit' },
  post_processor: null,
  decoder: null,
  model: { type: 'WordLevel', vocab: { '[UNK]': 0 }, unk_token: '[UNK]' },
};

/** Adds a model to a project that has a tokenizer and nothing else: what stands between spaces is a token. */
export function addWordModel(db: Database, project: string, name = 'by words'): Model {
  const path = `models/${name}/1`;
  mkdirSync(join(project, path), { recursive: true });
  writeFileSync(join(project, path, 'tokenizer.json'), JSON.stringify(TOKENIZER));
  const model: Model = {
    id: 'md_0123456789ab' as ModelId,
    name,
    path,
    architecture: 'llama',
    parameters: 1,
    sizeBytes: 1,
    origin: 'a test',
    licence: 'MIT',
    createdAtMs: 1,
  };
  modelTable(db).insert(model);
  return model;
}

/** Makes a project that has such a model and nothing else. */
export function projectWithWordModel(project: string): ModelId {
  mkdirSync(project);
  const db = openDatabase(join(project, 'luthier.db'));
  try {
    return addWordModel(db, project).id;
  } finally {
    db.close();
  }
}
