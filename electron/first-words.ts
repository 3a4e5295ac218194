/** What a core says first. */
export type FirstWords =
  | { readonly kind: 'started'; readonly address: string; readonly token: string }
  | { readonly kind: 'refused'; readonly message: string; readonly hint: string };

/** Reads what the core printed; null for anything that is not one of the two things it may print. */
export function readFirstWords(line: string): FirstWords | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { address, token, error } = parsed as Record<string, unknown>;
  if (typeof address === 'string' && /^http:\/\/127\.0\.0\.1:\d+$/.test(address) && typeof token === 'string') {
    return { kind: 'started', address, token };
  }
  const { message, hint } = (error ?? {}) as Record<string, unknown>;
  return typeof message === 'string' && typeof hint === 'string' ? { kind: 'refused', message, hint } : null;
}
