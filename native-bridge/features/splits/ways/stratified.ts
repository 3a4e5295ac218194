import { sizesFor } from '../apportion.ts';
import { checkLabels } from '../check-labels.ts';
import { dealOut } from '../deal.ts';
import { bondsOf, rowsIn } from './shared.ts';
import type { SplitWay } from './way.ts';

export const stratified: SplitWay<'stratified'> = {
  way: 'stratified',
  check: checkLabels,
  deal: ({ plan, rows, eligible, near }) =>
    dealOut({
      eligible,
      bonds: bondsOf(rows, near),
      labels: rows.labels,
      sizes: sizesFor(plan.amounts, rowsIn(eligible)),
      nearTogether: plan.nearTogether,
      seed: plan.seed,
    }),
};
