import type { Shell } from '../../native-bridge/contract/index.ts';

/** Where the core is, and the token it wants to hear. */
export interface Address {
  /** `http://127.0.0.1:4567`, without a slash at the end. */
  readonly origin: string;
  readonly token: string;
}

declare global {
  interface Window {
    readonly luthier?: Shell;
  }
}

const TOKEN_KEY = 'luthier.token';

/**
 * The address of the core, from the shell or from the page's own address. A token in the address bar is read once,
 * kept for this tab, and taken out of the bar, so that it does not end in the history or in a screenshot.
 */
export function findAddress(): Address | null {
  if (window.luthier) {
    const { connection } = window.luthier;
    return connection && { origin: connection.address.replace(/\/$/, ''), token: connection.token };
  }

  const given = tokenIn(location.hash);
  if (given) {
    sessionStorage.setItem(TOKEN_KEY, given);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  const token = given ?? sessionStorage.getItem(TOKEN_KEY);
  return token ? { origin: location.origin, token } : null;
}

export function tokenIn(hash: string): string | null {
  return /^#token=([0-9a-f]{16,128})$/.exec(hash)?.[1] ?? null;
}
