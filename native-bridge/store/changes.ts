import type { Database } from 'better-sqlite3';
import {
  Change,
  type ChangeTitle,
  type DatasetId,
  LuthierError,
  SaidTitle,
  type Split,
  titleText,
} from '../contract/index.ts';
import type { Cells } from './rows.ts';

/** What a change may touch of a row. Only the keys that are there are written. */
export interface Patch {
  readonly cells?: Cells;
  readonly label?: string | null;
  readonly split?: Split | null;
  readonly removed?: 0 | 1;
  readonly starred?: 0 | 1;
  /** With a space before and after each tag; null when there is none. */
  readonly tags?: string | null;
  readonly note?: string | null;
}

export interface RowChange {
  readonly row: number;
  readonly before: Patch;
  readonly after: Patch;
}

export interface BlameEntry {
  readonly id: number;
  readonly title: string;
  readonly said: SaidTitle | null;
  readonly atMs: number;
  readonly before: Patch;
  readonly after: Patch;
}

/** Rows of a change that are in memory at a time: a change may be larger than that. */
const PART = 1000;

/** What a change is called: in plain words, or by its name in the contract; asked for at the end where it counts rows. */
export type Title = string | ChangeTitle | (() => ChangeTitle);

/** A text for each dataset that is another one whenever its rows have changed. */
export function changeStamp(db: Database): (dataset: number) => string {
  const stamp = db
    .prepare<[number], string>(
      "SELECT coalesce(max(id), 0) || '.' || coalesce(sum(undone), 0) FROM changes WHERE dataset = ?",
    )
    .pluck();
  return dataset => stamp.get(dataset) as string;
}

/** Every change to rows goes through here and keeps what was before: history and undo are made of it. */
export function changeLog(db: Database) {
  const insertChange = db.prepare("INSERT INTO changes (dataset, title, at_ms) VALUES (?, '', ?)");
  const setTitle = db.prepare('UPDATE changes SET title = ?, said = ? WHERE id = ?');
  const insertRow = db.prepare('INSERT INTO change_rows (change, row, before, after) VALUES (?, ?, ?, ?)');
  const forgetUndone = db.prepare('DELETE FROM changes WHERE dataset = ? AND undone = 1');
  const setUndone = db.prepare('UPDATE changes SET undone = ? WHERE id = ?');
  const sideOf = (side: 'before' | 'after') =>
    db.prepare<[number, number], { row: number; patch: string }>(
      `SELECT row, ${side} AS patch FROM change_rows WHERE change = ? AND row > ? ORDER BY row LIMIT ${PART}`,
    );
  const sides = { undo: sideOf('before'), redo: sideOf('after') };
  const list = db.prepare<[number], unknown>(
    `SELECT id, title, said, at_ms AS atMs, undone, (SELECT count(*) FROM change_rows WHERE change = changes.id) AS rows
     FROM changes WHERE dataset = ? ORDER BY id`,
  );
  const ofRow = db.prepare<
    [number, number],
    { id: number; title: string; said: string | null; atMs: number; before: string; after: string }
  >(
    `SELECT changes.id, title, said, at_ms AS atMs, before, after
     FROM changes JOIN change_rows ON change = changes.id AND row = ?
     WHERE dataset = ? AND undone = 0 ORDER BY changes.id DESC`,
  );
  const update = db.prepare(
    `UPDATE rows SET
       cells   = CASE WHEN @setCells   THEN @cells   ELSE cells   END,
       label   = CASE WHEN @setLabel   THEN @label   ELSE label   END,
       split   = CASE WHEN @setSplit   THEN @split   ELSE split   END,
       removed = CASE WHEN @setRemoved THEN @removed ELSE removed END,
       starred = CASE WHEN @setStarred THEN @starred ELSE starred END,
       tags    = CASE WHEN @setTags    THEN @tags    ELSE tags    END,
       note    = CASE WHEN @setNote    THEN @note    ELSE note    END
     WHERE dataset = @dataset AND row = @row`,
  );

  const write = (dataset: number, row: number, patch: Patch): void =>
    void update.run({
      dataset,
      row,
      setCells: Number('cells' in patch),
      cells: patch.cells === undefined ? null : JSON.stringify(patch.cells),
      setLabel: Number('label' in patch),
      label: patch.label ?? null,
      setSplit: Number('split' in patch),
      split: patch.split ?? null,
      setRemoved: Number('removed' in patch),
      removed: patch.removed ?? 0,
      setStarred: Number('starred' in patch),
      starred: patch.starred ?? 0,
      setTags: Number('tags' in patch),
      tags: patch.tags ?? null,
      setNote: Number('note' in patch),
      note: patch.note ?? null,
    });

  const history = (dataset: number): Change[] =>
    list.all(dataset).map(line => {
      const { undone, said, ...rest } = line as { undone: number; said: string | null };
      return Change.parse({ ...rest, said: saidOf(said), undone: undone === 1 });
    });

  /** Undo takes the newest change that stands, redo the oldest that was undone. */
  const step = (dataset: number, id: DatasetId, verb: 'undo' | 'redo'): Change => {
    const changes = history(dataset);
    const change = verb === 'undo' ? changes.findLast(({ undone }) => !undone) : changes.find(({ undone }) => undone);
    if (change === undefined) throw new LuthierError('dataset.nothing_to_undo', { verb }, { field: id });

    for (let part = sides[verb].all(change.id, 0); part.length > 0; ) {
      for (const { row, patch } of part) write(dataset, row, JSON.parse(patch));
      part = sides[verb].all(change.id, part.at(-1)?.row ?? 0);
    }
    setUndone.run(Number(verb === 'undo'), change.id);
    return { ...change, undone: verb === 'undo' };
  };

  const standing = db
    .prepare<[number], number>('SELECT id FROM changes WHERE dataset = ? AND undone = 0 ORDER BY id DESC LIMIT 1')
    .pluck();
  const undone = db
    .prepare<[number], number>('SELECT id FROM changes WHERE dataset = ? AND undone = 1 ORDER BY id LIMIT 1')
    .pluck();
  const rowsIn = db
    .prepare<[number, number], number>('SELECT count(*) FROM (SELECT 1 FROM change_rows WHERE change = ? LIMIT ?)')
    .pluck();
  const undoneRows = db.prepare<[number, number]>(
    'SELECT 1 FROM changes JOIN change_rows ON change = id WHERE dataset = ? AND undone = 1 LIMIT ?',
  );

  return {
    history,
    /** Whether an undo or a redo would write more rows than that. */
    isLarger: (dataset: number, verb: 'undo' | 'redo', than: number): boolean => {
      const change = (verb === 'undo' ? standing : undone).get(dataset);
      return change !== undefined && (rowsIn.get(change, than + 1) ?? 0) > than;
    },
    /** What changed one row, newest first, with the cells as they were and became. */
    ofRow: (dataset: number, row: number): BlameEntry[] =>
      ofRow.all(row, dataset).map(({ said, before, after, ...change }) => ({
        ...change,
        said: saidOf(said),
        before: JSON.parse(before) as Patch,
        after: JSON.parse(after) as Patch,
      })),
    stamp: changeStamp(db),
    /** Whether more rows than that were undone: the next change forgets them, which takes its time. */
    forgetsMore: (dataset: number, than: number): boolean => undoneRows.all(dataset, than + 1).length > than,
    forgetUndone: (dataset: number): void => void forgetUndone.run(dataset),
    // All of these are for writing from their start: a reader that becomes a writer is refused when another wrote in between.
    /** Applies the changes to the rows and writes both sides down, all or nothing. Returns the change's id. */
    apply: db.transaction((dataset: number, title: Title, atMs: number, changes: Iterable<RowChange>): number => {
      forgetUndone.run(dataset);
      const change = Number(insertChange.run(dataset, atMs).lastInsertRowid);
      for (const { row, before, after } of changes) {
        write(dataset, row, after);
        insertRow.run(change, row, JSON.stringify(before), JSON.stringify(after));
      }
      const told = typeof title === 'function' ? title() : title;
      if (typeof told === 'string') setTitle.run(told, null, change);
      else setTitle.run(titleText(told), JSON.stringify(told), change);
      return change;
    }).immediate,
    undo: db.transaction((dataset: number, id: DatasetId) => step(dataset, id, 'undo')).immediate,
    redo: db.transaction((dataset: number, id: DatasetId) => step(dataset, id, 'redo')).immediate,
  };
}

function saidOf(said: string | null): SaidTitle | null {
  return said === null ? null : SaidTitle.parse(JSON.parse(said));
}
