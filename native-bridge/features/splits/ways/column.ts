import { LuthierError } from '../../../contract/index.ts';
import type { SplitWay } from './way.ts';

export const column: SplitWay<'column'> = {
  way: 'column',
  check: ({ name, columns }, plan) => {
    if (columns.includes(plan.column)) return;
    throw new LuthierError('splits.no_column', { dataset: name, column: plan.column, columns: columns.join(', ') });
  },
  deal: ({ plan, rows, eligible }) => {
    const dealt = rows.values.map((value, at) => (eligible[at] ? value : 0));
    if (dealt.some(split => split > 0)) return dealt;
    const values = rows.otherValues.join(', ') || '(nothing)';
    throw new LuthierError('splits.column_values', { column: plan.column, values });
  },
};
