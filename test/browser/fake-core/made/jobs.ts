import { Job, JobEvent } from '../../../../native-bridge/contract/index.ts';
import { randomFrom } from '../random.ts';
import { HOUR, ids, now } from './common.ts';

const job = (id: string, kind: string, title: string, state: string, ageHours: number, more: object = {}) =>
  Job.parse({
    id,
    kind,
    title,
    datasetId: null,
    folder: `${{ train: 'runs', evaluate: 'evaluations', attention: 'attention', export: 'exports' }[kind]}/${id}`,
    state,
    waitsFor: null,
    device: 'cpu',
    attempt: 1,
    exitCode: state === 'finished' ? 0 : null,
    error: null,
    done: state === 'finished' ? 63 : 0,
    total: 63,
    etaSeconds: null,
    memoryBytes: 0,
    createdAtMs: now - ageHours * HOUR,
    startedAtMs: state === 'queued' ? null : now - ageHours * HOUR + 2000,
    endedAtMs: state === 'finished' || state === 'failed' ? now - ageHours * HOUR + 219_000 : null,
    ...more,
  });
export const jobs = [
  job(ids.running, 'train', 'LoRA, rank 32', 'running', 0.05, {
    done: 20,
    etaSeconds: 140,
    memoryBytes: 3_214_000_000,
  }),
  job('ev_waiting00001', 'evaluate', 'Evaluate LoRA, rank 16 on validation', 'queued', 0.02, {
    waitsFor: 'cpu (LoRA, rank 32)',
  }),
  job('ex_int8failed01', 'export', 'INT8 (ONNX) of LoRA, rank 16', 'failed', 20, {
    error: {
      code: 'export.gate_failed',
      facts: { drop: 3.4, metric: 'Macro-F1', allowed: 1 },
      message: 'The exported model lost 3.4 points of Macro-F1; the gate allows 1.',
      hint: 'Export with more layers in higher precision, or raise the gate knowingly.',
    },
  }),
  job(ids.export, 'export', 'INT8 (ONNX) of LoRA, rank 16', 'finished', 21),
  job(ids.attention, 'attention', 'Attention of row 1,204, tuned', 'finished', 22),
  job(ids.evaluation, 'evaluate', 'Evaluate LoRA, rank 16 on test', 'finished', 23),
  job(ids.run, 'train', 'LoRA, rank 16', 'finished', 24),
];

/** What a training run has said after so many of its steps. */
export function trainEvents(jobId: string, steps: number, total = 63, finished = false): JobEvent[] {
  const pick = randomFrom(5);
  const events: object[] = [
    { kind: 'started', jobId, total, unit: 'step', device: 'cpu', precision: 'bf16', resumedFrom: 0 },
    { kind: 'stage', stage: 'load', says: 'Loading SmolLM2-135M-Instruct' },
  ];
  const metric = (name: string, step: number, value: number) => events.push({ kind: 'metric', name, step, value });
  for (let step = 1; step <= steps; step += 1) {
    metric('train/loss', step, 0.08 + 2.3 * Math.exp(-step / 9) + 0.16 * pick());
    metric('train/learning_rate', step, 5e-4 * Math.min(1, step / 8) * (1 - step / (total + 1)));
    metric('train/tokens_per_second', step, 270 + 40 * pick());
    metric('train/grad_norm', step, 0.6 + 3 * Math.exp(-step / 12) * pick());
    if (step % 15 === 0) {
      metric('eval/loss', step, 0.12 + 1.9 * Math.exp(-step / 8));
      events.push({ kind: 'checkpoint', step, path: `checkpoints/step-${step}`, sizeBytes: 9_830_400, best: true });
    }
    events.push({ kind: 'progress', done: step, total, etaSeconds: step < 4 ? null : (total - step) * 3.4 });
    if (step % 2 === 0) events.push({ kind: 'heartbeat', memoryBytes: 3_214_000_000, gpuMemoryBytes: null });
  }
  if (finished) events.push({ kind: 'finished', result: 'checkpoints/best', seconds: 219.3 });
  return events.map((event, place) => JobEvent.parse({ seq: place + 1, atMs: now - 900_000 + place * 800, ...event }));
}

export function terminalText(steps: number): string {
  const lines = Array.from({ length: steps }, (_, place) => {
    const step = place + 1;
    const loss = (0.1 + 2.3 * Math.exp(-step / 9)).toFixed(4);
    return `step \x1b[1m${String(step).padStart(3)}\x1b[0m/63  loss \x1b[36m${loss}\x1b[0m  lr 4.9e-04  \x1b[2m281 tokens/s\x1b[0m`;
  });
  return ['\x1b[32mLoading\x1b[0m SmolLM2-135M-Instruct (bf16, cpu)', '1,000 rows, 63 steps of 16', ...lines, ''].join(
    '\r\n',
  );
}
