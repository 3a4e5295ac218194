import type { CleaningStepKind } from './step.ts';
import { boilerplate } from './steps/boilerplate.ts';
import { dropConflicts } from './steps/drop-conflicts.ts';
import { dropDuplicates } from './steps/drop-duplicates.ts';
import { dropEmpty } from './steps/drop-empty.ts';
import { dropMatching } from './steps/drop-matching.ts';
import { fullWidth } from './steps/full-width.ts';
import { html } from './steps/html.ts';
import { language } from './steps/language.ts';
import { length } from './steps/length.ts';
import { nearDuplicates } from './steps/near-duplicates.ts';
import { normalise } from './steps/normalise.ts';
import { outliers } from './steps/outliers.ts';
import { perplexity } from './steps/perplexity.ts';
import { removeSpecial } from './steps/remove-special.ts';
import { replace } from './steps/replace.ts';
import { whitespace } from './steps/whitespace.ts';

/** Every kind of step, in the order in which they are offered: what changes texts first, then what drops rows. */
export const STEPS: readonly CleaningStepKind[] = [
  html,
  normalise,
  fullWidth,
  whitespace,
  replace,
  removeSpecial,
  boilerplate,
  dropEmpty,
  length,
  language,
  dropMatching,
  dropConflicts,
  dropDuplicates,
  nearDuplicates,
  outliers,
  perplexity,
];

/** The pipeline one begins with: it takes away what no training wants, and no word. */
export const STANDARD_STEPS = ['normalise', 'drop-empty', 'drop-conflicts', 'drop-duplicates'].map(step => ({
  step,
  on: true,
  options: {},
}));
