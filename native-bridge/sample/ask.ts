import type { z } from 'zod';
import { type ErrorCode, LuthierError, type Method, type Stream, type WorkEvent } from '../contract/index.ts';
import type { Router } from '../core/router.ts';

/** Asks a slice as a page does, by the handle of the contract. */
export async function askSlice<Input extends z.ZodType, Output extends z.ZodType>(
  router: Router,
  method: Method<Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> {
  return (await router.ask(method.name, input)) as z.output<Output>;
}

/** Does a piece of work of a slice to its end. Throws the error it failed with; `stop` ends it with nothing half done. */
export async function workOfSlice<Input extends z.ZodType, Answer>(
  router: Router,
  stream: Stream<Input, z.ZodType<WorkEvent<Answer>>>,
  input: z.input<Input>,
  { onShare, stop }: { readonly onShare: (share: number) => void; readonly stop: AbortSignal },
): Promise<Answer> {
  stop.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const hear = (event: WorkEvent<Answer>): void => {
    if (event.kind === 'progress') onShare(event.total === 0 ? 0 : event.done / event.total);
    else if (event.kind === 'finished') resolve(event.answer);
    else reject(new LuthierError(event.error.code as ErrorCode, event.error.facts as never, event.error.where));
  };
  using open = router.open(
    stream.name,
    input,
    event => hear(event as WorkEvent<Answer>),
    () => {},
  );
  const leave = (): void => {
    open[Symbol.dispose]();
    reject(stop.reason);
  };
  stop.addEventListener('abort', leave);
  return await promise.finally(() => stop.removeEventListener('abort', leave));
}
