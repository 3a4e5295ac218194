import { LuthierError } from '../contract/index.ts';

const LOOK_MS = 250;

/**
 * A signal that aborts with `settings.went_offline` as soon as `isOffline` says so. The switch is a file, since windows and
 * commands share it, so it is looked at.
 */
export function offlineSignal(isOffline: () => boolean): Disposable & { readonly signal: AbortSignal } {
  const stop = new AbortController();
  const timer = setInterval(() => {
    if (!stop.signal.aborted && isOffline()) stop.abort(new LuthierError('settings.went_offline', {}));
  }, LOOK_MS);
  return { signal: stop.signal, [Symbol.dispose]: () => clearInterval(timer) };
}
