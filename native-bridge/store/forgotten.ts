import type { Database } from 'better-sqlite3';

/** Rows a transaction: short enough that a person's edit hardly waits. */
const PART = 5000;

/** Undone changes that another took the place of: nobody sees them, and they go part by part. */
export function forgottenChanges(db: Database) {
  const one = db.prepare<[], number>('SELECT id FROM changes WHERE forgotten = 1 LIMIT 1').pluck();
  const removePart = db.prepare(
    `DELETE FROM change_rows WHERE change = @change
       AND row IN (SELECT row FROM change_rows WHERE change = @change LIMIT ${PART})`,
  );
  const remove = db.prepare('DELETE FROM changes WHERE id = ?');
  const step = db.transaction((change: number): void => {
    if (removePart.run({ change }).changes < PART) remove.run(change);
  });

  return {
    areThere: (): boolean => one.get() !== undefined,
    /** Takes the next part away. Answers whether there was one. */
    step: (): boolean => {
      const change = one.get();
      if (change === undefined) return false;
      step.immediate(change);
      return true;
    },
  };
}
