import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '../contract/index.ts';
import { person } from './person.ts';

const acting = new AsyncLocalStorage<Actor>();

/** Does `work`, and what it starts, in the name of whoever asked for it: a change of rows keeps the name. */
export function actAs<Value>(actor: Actor | null, work: () => Value): Value {
  return actor === null ? work() : acting.run(actor, work);
}

/** Who asked for what is being done; null where nobody did. */
export function actor(): Actor | null {
  return acting.getStore() ?? null;
}

export function actorThrough(through: Actor['through']): Actor {
  return { person: person(), through };
}
