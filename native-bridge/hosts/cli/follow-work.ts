import type { z } from 'zod';
import { type ErrorCode, LuthierError, type Stream, type WorkEvent } from '../../contract/index.ts';
import type { Session } from '../session.ts';
import type { Output } from './output.ts';

/** Does long work with a progress line on stderr. Throws the error it failed with. */
export async function followWork<Input extends z.ZodType, Answer>(
  session: Session,
  out: Output,
  title: string,
  stream: Stream<Input, z.ZodType<WorkEvent<Answer>>>,
  input: z.input<Input>,
): Promise<Answer> {
  const line = out.progress(title);
  let end: Exclude<WorkEvent<Answer>, { kind: 'progress' }> | null = null;
  await session.follow(stream, input, event => {
    if (event.kind === 'progress') line.update(event.done, event.total);
    else end = event;
  });
  const ended = end as Exclude<WorkEvent<Answer>, { kind: 'progress' }> | null;
  line.end(ended?.kind === 'finished' ? 'done' : 'stopped');
  if (ended === null) throw new Error(`${title} ended without an answer`);
  if (ended.kind === 'finished') return ended.answer;
  const { code, facts, where } = ended.error;
  throw new LuthierError(code as ErrorCode, facts as never, where);
}
