import type { Rule } from './rule.ts';

export const labelled: Rule = {
  id: 'labelled',
  needs: 'label',
  rank: ({ label }) => (label === null || label.trim() === '' ? 0 : 1),
};
