import { expect, test } from 'vitest';
import type { Catalog } from '../../../native-bridge/contract/index.ts';
import { catalogInLanguage } from './catalog-in-language.ts';

const catalog: Catalog = {
  trainingMethods: [
    {
      id: 'lora',
      title: 'LoRA',
      says: 'Two thin matrices.',
      source: '',
      minTrainRows: 8,
      knobs: [{ kind: 'int', name: 'rank', title: 'Rank', says: 'Width.', default: 16, low: 1, high: 256 }],
    },
  ],
  scheduleKnobs: [],
  metrics: [],
  exportTargets: [],
};

test('TR-L1 known sentences are translated, unknown ones stay as Python says them, ids never change', () => {
  const [method] = catalogInLanguage(catalog, { Rank: '秩', 'Two thin matrices.': '两个小矩阵。' }).trainingMethods;

  expect(method).toMatchObject({
    id: 'lora',
    title: 'LoRA',
    says: '两个小矩阵。',
    knobs: [{ name: 'rank', title: '秩', says: 'Width.', default: 16 }],
  });
});
