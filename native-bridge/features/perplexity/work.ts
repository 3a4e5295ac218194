import type { Works } from '../../store/work.ts';
import { takeIn } from './take-in.ts';
import { perplexities } from './values.ts';
import { writeTexts } from './write-texts.ts';

/** What walks over all rows, in a thread of its own. */
export const WORKS = { writeTexts, takeIn, perplexities } satisfies Works;
