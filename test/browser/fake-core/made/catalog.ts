import { Catalog } from '../../../../native-bridge/contract/index.ts';

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
