import { AsyncLocalStorage } from 'node:async_hooks';

const checks = new AsyncLocalStorage<() => void>();

/** Does `work`, and what it starts, as something that may be stopped: `check` throws once it is. */
export function stoppable<Value>(check: () => void, work: () => Value): Value {
  return checks.run(check, work);
}

/** Throws once what is being done is to stop. What nobody can stop goes on. */
export function goOn(): void {
  checks.getStore()?.();
}
