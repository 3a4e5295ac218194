import type { Cell } from '../../contract/index.ts';
import { cellText } from '../dataset/index.ts';

/** Characters a token may have on average: a text is cut there, so that a cell of 30 MB is not read for 256 tokens. */
const CHARACTERS_A_TOKEN = 64;

/** What a model is given of a cell. */
export function textToScore(cell: Cell | undefined, maxTokens: number): string {
  return cellText(cell)
    .slice(0, maxTokens * CHARACTERS_A_TOKEN)
    .toWellFormed();
}
