import type { PrivacyMask, PrivacyScan } from '../../contract/index.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { mask } from './mask.ts';
import { namesState } from './names.ts';
import { takeInNames, writeNamesTexts } from './names-texts.ts';
import { scan } from './scan.ts';

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  scan: (input: PrivacyScan, tools: WorkTools) => scan(input, tools),
  mask: (input: PrivacyMask, tools: WorkTools) => mask(input, tools, Date.now()),
  namesState,
  writeNamesTexts,
  takeInNames,
} satisfies Works;
