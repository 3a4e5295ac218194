import { Run } from '../../../../native-bridge/contract/index.ts';
import { HASH, HOUR, ids, now, task } from './common.ts';

const run = (id: string, name: string, state: string, ageHours: number, chosen: object, leakedRows = 0) =>
  Run.parse({
    id,
    name,
    versionHash: HASH,
    modelId: ids.model,
    methodId: 'lora',
    task,
    params: { rank: 16, alpha: 32, dropout: 0, targets: 'all-linear', ...chosen },
    schedule: { epochs: 1, batch_size: 16, peak_lr: 0.0005, precision: 'auto', packing: false },
    seed: 7,
    state,
    adapterPath: state === 'finished' ? `runs/${id}/checkpoints/best` : null,
    leakedRows,
    createdAtMs: now - ageHours * HOUR,
  });
export const runs = [
  run(ids.running, 'LoRA, rank 32', 'running', 0.05, { rank: 32, alpha: 64 }, 2),
  run(ids.run, 'LoRA, rank 16', 'finished', 24, {}),
];
