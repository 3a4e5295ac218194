/**
 * For `JSON.parse`: keeps a whole number that would become another one, or any that would become infinite, as the text
 * it is written as.
 */
export function exactly(_: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? String(value);
  return !Number.isFinite(value) || /^-?\d+$/.test(source) ? source : value;
}
