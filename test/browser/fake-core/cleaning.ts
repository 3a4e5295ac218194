import type { CleaningReport, cleaning } from '../../../native-bridge/contract/index.ts';
import { catalogue, STANDARD_STEPS } from '../../../native-bridge/features/cleaning/index.ts';
import type { Answers } from './answers.ts';

const REPORT: CleaningReport = {
  steps: [
    {
      step: 'normalise',
      removed: 0,
      changed: 812,
      unjudged: 0,
      examples: [
        {
          row: 3,
          before: '  Dear\u200b customer,\u0007 your account',
          after: 'Dear customer, your account',
          other: null,
          otherText: null,
          value: null,
        },
        {
          row: 12,
          before: '真的？不，我不信！ ',
          after: '真的？不，我不信！',
          other: null,
          otherText: null,
          value: null,
        },
      ],
    },
    {
      step: 'drop-empty',
      removed: 3,
      changed: 0,
      unjudged: 0,
      examples: [{ row: 40, before: '', after: null, other: null, otherText: null, value: null }],
    },
    {
      step: 'drop-duplicates',
      removed: 188,
      changed: 0,
      unjudged: 0,
      examples: [
        {
          row: 52,
          before: 'Lowest <b>mortgage</b> rates in 30 years',
          after: null,
          other: 11,
          otherText: 'lowest  <b>Mortgage</b> rates in 30 years',
          value: null,
        },
      ],
    },
    { step: 'drop-conflicts', removed: 2, changed: 0, unjudged: 0, examples: [] },
  ],
  rowsBefore: 6239,
  rowsAfter: 6046,
  rowsChanged: 809,
  changeId: null,
};

export const cleaningAnswers: Answers<typeof cleaning> = {
  steps: () => ({ kinds: catalogue(), standard: STANDARD_STEPS }),
  preview: (_, emit, end) => {
    emit({ kind: 'progress', done: 2400, total: 6239 });
    const timer = setTimeout(() => {
      emit({ kind: 'finished', answer: REPORT });
      end();
    }, 300);
    return () => clearTimeout(timer);
  },
  apply: (_, emit, end) => {
    emit({ kind: 'finished', answer: { ...REPORT, changeId: 1 } });
    end();
    return () => {};
  },
  recipes: () => [
    {
      file: 'recipes/short-chinese.json',
      recipe: {
        format: 'luthier-cleaning',
        version: 1,
        name: 'short-chinese',
        steps: [{ step: 'length', on: true, options: { min: 50, max: 200 } }],
      },
      error: null,
    },
  ],
  recipe: () => ({ format: 'luthier-cleaning', version: 1, name: 'short-chinese', steps: [] }),
  saveRecipe: ({ name }) => ({
    file: `recipes/${name}.json`,
    recipe: { format: 'luthier-cleaning', version: 1, name: String(name), steps: [] },
  }),
  deleteRecipe: () => ({}),
};
