import { LuthierError } from '../../../contract/index.ts';
import { sizesFor } from '../apportion.ts';
import { dealOut } from '../deal.ts';
import { bondsOf, rowsIn } from './shared.ts';
import type { SplitWay } from './way.ts';

export const group: SplitWay<'group'> = {
  way: 'group',
  check: ({ name, roles }) => {
    if (roles.group === undefined) throw new LuthierError('splits.no_role', { dataset: name, role: 'group' });
  },
  deal: ({ dataset, plan, rows, eligible, near }) =>
    dealOut({
      eligible,
      bonds: [...bondsOf(rows, near), rows.groups],
      labels: dataset.roles.label === undefined ? null : rows.labels,
      sizes: sizesFor(plan.amounts, rowsIn(eligible)),
      nearTogether: plan.nearTogether,
      seed: plan.seed,
    }),
};
