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
      skipped: 0,
      skippedRows: [],
      warning: null,
      examples: [
        {
          row: 3,
          label: 'ham',
          before: '  Dear\u200b customer,\u0007 your account',
          after: 'Dear customer, your account',
          other: null,
          otherText: null,
          otherLabel: null,
          value: null,
        },
        {
          row: 12,
          label: 'ham',
          before: '真的？不，我不信！ ',
          after: '真的？不，我不信！',
          other: null,
          otherText: null,
          otherLabel: null,
          value: null,
        },
      ],
    },
    {
      step: 'drop-empty',
      removed: 3,
      changed: 0,
      unjudged: 0,
      skipped: 0,
      skippedRows: [],
      warning: null,
      examples: [
        { row: 40, label: null, before: '', after: null, other: null, otherText: null, otherLabel: null, value: null },
      ],
    },
    {
      step: 'drop-conflicts',
      removed: 2,
      changed: 0,
      unjudged: 0,
      skipped: 0,
      skippedRows: [],
      warning: null,
      examples: [
        {
          row: 60,
          label: 'ham',
          before: 'see you at the meeting',
          after: null,
          other: 61,
          otherText: 'See you at the meeting',
          otherLabel: 'spam',
          value: null,
        },
      ],
    },
    {
      step: 'drop-duplicates',
      removed: 188,
      changed: 0,
      unjudged: 0,
      skipped: 0,
      skippedRows: [],
      warning: null,
      examples: [
        {
          row: 52,
          label: 'ham',
          before: 'Lowest <b>mortgage</b> rates in 30 years',
          after: null,
          other: 11,
          otherText: 'lowest  <b>Mortgage</b> rates in 30 years',
          otherLabel: 'ham',
          value: null,
        },
      ],
    },
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
      file: 'recipes/headlines.json',
      about: null,
      recipe: {
        format: 'luthier-cleaning',
        version: 1,
        name: 'headlines',
        steps: [{ step: 'length', on: true, options: { min: 4, max: 60 } }],
      },
      error: null,
    },
    {
      file: null,
      about: { title: { en: 'The usual four', zh: '常用四步' }, says: { en: 'As one begins.', zh: '初始步骤。' } },
      recipe: { format: 'luthier-cleaning', version: 1, name: 'standard', steps: STANDARD_STEPS },
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
