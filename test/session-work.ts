import { join } from 'node:path';
import type { z } from 'zod';
import {
  type Change,
  type DatasetId,
  dataset,
  LuthierError,
  type SomeRoles,
  type Stream,
  type WorkEvent,
} from '../native-bridge/contract/index.ts';
import type { Session } from '../native-bridge/hosts/session.ts';
import { INSTALLATION } from './installation.ts';

/** Real mails with sender, date and label. */
export const SAMPLE_MAILS = join(INSTALLATION.root, 'resources/sample/spam-assassin.jsonl');
const ROLES = { text: 'text', label: 'label', group: 'sender', time: 'date', id: 'id' };

/** The answer of a piece of work, or what it failed with. */
export async function work<Input extends z.ZodType, Answer>(
  session: Session,
  stream: Stream<Input, z.ZodType<WorkEvent<Answer>>>,
  input: z.input<Input>,
): Promise<Answer> {
  let last: WorkEvent<Answer> | undefined;
  await session.follow(stream, input, event => {
    last = event as WorkEvent<Answer>;
  });
  if (last?.kind === 'finished') return last.answer;
  if (last?.kind === 'failed') throw new LuthierError(last.error.code, last.error.facts as never);
  throw new Error('it ended without an answer');
}

/** Takes back the last change; where that changes a test split, only after letting go of it. */
export async function undoLast(session: Session, datasetId: DatasetId, unlockTest = false): Promise<Change> {
  const changes = await session.ask(dataset.history, { datasetId });
  const changeId = changes.findLast(({ undone }) => !undone)?.id ?? 0;
  return await work(session, dataset.undo, { datasetId, changeId, unlockTest });
}

/** Imports the sample mails, or what was exported of them. */
export async function importMails(session: Session, file = SAMPLE_MAILS, roles: SomeRoles = ROLES): Promise<DatasetId> {
  let found: DatasetId | undefined;
  await session.follow(dataset.importFile, { file, roles }, event => {
    if (event.kind === 'failed') throw new LuthierError(event.error.code, event.error.facts as never);
    if (event.kind === 'finished') found = event.report.dataset.id;
  });
  return found as DatasetId;
}
