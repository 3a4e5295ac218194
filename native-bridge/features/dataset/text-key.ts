/**
 * What makes two texts the same for a reader: compatibility-normalised, lower-cased, runs of white space as one space.
 * Rows with equal keys are duplicates, and must not stand in two splits.
 */
export function textKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** A cell as the text of a row; absent and null are the empty text. */
export function cellText(cell: unknown): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
