import { join } from 'node:path';
import type { ModelId } from '../../native-bridge/contract/index.ts';
import { starterModelFolder } from '../../native-bridge/features/environment/index.ts';
import { modelTable } from '../../native-bridge/store/models.ts';
import { openDatabase } from '../../native-bridge/store/open.ts';
import { INSTALLATION } from '../installation.ts';

/** Puts the starter model into a project without Python, which would look through the weights first. */
export function addStarter(project: string): void {
  const db = openDatabase(join(project, 'luthier.db'));
  modelTable(db).insert({
    id: 'md_000000000001' as ModelId,
    name: 'Starter',
    path: starterModelFolder(INSTALLATION),
    architecture: 'LlamaForCausalLM',
    parameters: 134_500_000,
    sizeBytes: 1,
    origin: 'starter',
    licence: 'apache-2.0',
    createdAtMs: 1,
  });
  db.close();
}
