import type { SplitPlan, SplitWayName } from '../../../contract/index.ts';
import { column } from './column.ts';
import { group } from './group.ts';
import { random } from './random.ts';
import { stratified } from './stratified.ts';
import { time } from './time.ts';
import type { SplitWay } from './way.ts';

/** Every way to divide a dataset. */
export const WAYS = [random, stratified, group, time, column] as const;

/** The way a plan is of. Its plan is its own, which the type of a list cannot say. */
export function wayOf<Name extends SplitWayName>(plan: Extract<SplitPlan, { way: Name }>): SplitWay<Name> {
  return WAYS.find(({ way }) => way === plan.way) as unknown as SplitWay<Name>;
}
