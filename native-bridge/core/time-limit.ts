import { createContext, Script } from 'node:vm';

const context = createContext({ work: null as unknown });
const script = new Script('work()');

/**
 * Does `work`, and stops it when it takes longer: also in the middle of a regular expression, which nothing else can
 * stop but the end of its thread. Returns null when it was stopped. Costs about a tenth of a millisecond.
 */
export function withinMs<Value extends NonNullable<unknown>>(ms: number, work: () => Value): Value | null {
  context.work = work;
  try {
    return script.runInContext(context, { timeout: ms }) as Value;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  } finally {
    context.work = null;
  }
}
