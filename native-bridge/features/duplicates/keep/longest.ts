import type { Rule } from './rule.ts';

export const longest: Rule = { id: 'longest', needs: null, rank: ({ text }) => text.length };
