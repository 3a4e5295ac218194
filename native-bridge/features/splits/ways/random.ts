import { sizesFor } from '../apportion.ts';
import { dealOut } from '../deal.ts';
import { bondsOf, rowsIn } from './shared.ts';
import type { SplitWay } from './way.ts';

export const random: SplitWay<'random'> = {
  way: 'random',
  check: () => {},
  deal: ({ plan, rows, eligible, near }) =>
    dealOut({
      eligible,
      bonds: bondsOf(rows, near),
      labels: null,
      sizes: sizesFor(plan.amounts, rowsIn(eligible)),
      nearTogether: plan.nearTogether,
      seed: plan.seed,
    }),
};
