import type { SplitPlan } from '../../../native-bridge/contract/index.ts';
import type { useFormat, useT } from '../../app/messages/index.ts';

/** A plan in few words, part by part: its way, its amounts, and what makes it come out the same again. */
export function planWords(
  plan: SplitPlan,
  t: ReturnType<typeof useT<'splits'>>,
  format: ReturnType<typeof useFormat>,
): string[] {
  if (plan.way === 'column') return [t('column'), plan.column];
  const { unit, train, validation, test } = plan.amounts;
  const numbers = [train, validation, test].map(amount => format.number(amount)).join(' / ');
  const amounts = unit === 'percent' ? `${numbers} %` : t('planRows', { numbers });
  if (plan.way === 'time') return [t('time'), amounts];
  const seed = t('planSeed', { seed: String(plan.seed) });
  return [t(plan.way), amounts, seed, t(plan.nearTogether ? 'planNearTogether' : 'planNearApart')];
}
