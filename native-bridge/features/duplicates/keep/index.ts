import { first } from './first.ts';
import { labelled } from './labelled.ts';
import { longest } from './longest.ts';
import { newest } from './newest.ts';
import type { Rule } from './rule.ts';

export type { Rule } from './rule.ts';

/** Every rule for which row of a group stays. */
export const KEEP_RULES: readonly Rule[] = [first, longest, newest, labelled];
