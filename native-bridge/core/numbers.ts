const WRITTEN = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** The number that a text reads as; null when it does not. */
export function numberIn(text: string): number | null {
  return WRITTEN.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
}
