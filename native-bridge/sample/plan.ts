import type { z } from 'zod';
import type { ImportFile, splits } from '../contract/index.ts';

interface Plan {
  readonly project: string;
  readonly file: string;
  readonly import: Omit<ImportFile, 'file'>;
  readonly split: Omit<z.input<typeof splits.split.input>, 'datasetId'>;
  readonly version: string;
  readonly seed: number;
}

const SEED = 42;

/** What is done with the mails, the same whenever the loop is recorded and whenever a project is filled. */
export const SAMPLE: Plan = {
  project: 'Spam mails',
  file: 'spam-assassin.jsonl',
  import: {
    name: 'SpamAssassin mails',
    roles: { text: 'text', label: 'label', group: 'sender', time: 'date', id: 'id' },
  },
  split: {
    plan: {
      way: 'group',
      amounts: { unit: 'rows', train: 1000, validation: 120, test: 440 },
      seed: SEED,
      nearTogether: true,
    },
    // What was cut off after its split is split again.
    unlockTest: true,
  },
  version: 'Spam mails, 1,000 to train',
  seed: SEED,
};
