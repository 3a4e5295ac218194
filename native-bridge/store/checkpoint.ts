import { type WorkPlace, type Works, type WorkTools, workStarter } from './work.ts';

export const WORKS = {
  checkpoint: (_: null, { db }: WorkTools): void => void db.pragma('wal_checkpoint(PASSIVE)'),
} satisfies Works;

const start = workStarter<typeof WORKS>(new URL(import.meta.url));

/** Brings what the log of the database holds into its file, as far as no reader is in the way, in a thread of its own. */
export function checkpoint(place: WorkPlace): Promise<void> {
  return start(place, 'checkpoint', null).answer;
}
