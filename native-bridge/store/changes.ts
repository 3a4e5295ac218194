import type { Database } from 'better-sqlite3';
import {
  Actor,
  asksTheSame,
  Change,
  type ChangeTitle,
  type DatasetId,
  LuthierError,
  Roles,
  SaidTitle,
  type Split,
  titleText,
  type WorkProgress,
} from '../contract/index.ts';
import { actor as whoActs } from '../core/actor.ts';
import { goOn } from '../core/stop.ts';
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
  readonly actor: Actor | null;
  readonly before: Patch;
  readonly after: Patch;
  /** The parts of the columns before and after; null for a change that left them. */
  readonly roles: { readonly before: Roles; readonly after: Roles } | null;
}

interface BlameLine {
  readonly id: number;
  readonly title: string;
  readonly said: string | null;
  readonly atMs: number;
  readonly actor: string | null;
  readonly before: string;
  readonly after: string;
  readonly rolesBefore: string | null;
  readonly rolesAfter: string | null;
}

/** Rows of a change that are in memory at a time: a change may be larger than that. */
const PART = 1000;

export interface StepOptions {
  /** The change that is meant: one that is undone, or redone, already stays so, and another is left alone. */
  readonly changeId?: number;
  /** Called with the change before anything of it is written; what it throws leaves all as it is. */
  readonly check?: (changeId: number) => void;
  /** Called for every row; what it throws takes back what was written. */
  readonly progress?: (progress: WorkProgress) => void;
}

/** What a change is called: in plain words, or by its name in the contract; asked for at the end where it counts rows. */
export type Title = string | ChangeTitle | (() => ChangeTitle);

/** A text for each dataset that is another one whenever its rows have changed. */
export function changeStamp(db: Database): (dataset: number) => string {
  const stamp = db
    .prepare<[number], string>(
      "SELECT coalesce(max(id), 0) || '.' || coalesce(sum(undone AND NOT forgotten), 0) FROM changes WHERE dataset = ?",
    )
    .pluck();
  return dataset => stamp.get(dataset) as string;
}

/** Every change to rows goes through here and keeps what was before: history and undo are made of it. */
export function changeLog(db: Database) {
  const insertChange = db.prepare("INSERT INTO changes (dataset, title, at_ms, actor) VALUES (?, '', ?, ?)");
  const setTitle = db.prepare('UPDATE changes SET title = ?, said = ?, row_count = ? WHERE id = ?');
  const insertRow = db.prepare('INSERT INTO change_rows (change, row, before, after) VALUES (?, ?, ?, ?)');
  const forgetUndone = db.prepare(
    'UPDATE changes SET forgotten = 1 WHERE dataset = ? AND undone = 1 AND forgotten = 0',
  );
  const setUndone = db.prepare('UPDATE changes SET undone = ? WHERE id = ?');
  const sideOf = (side: 'before' | 'after') =>
    db.prepare<[number, number], { row: number; patch: string }>(
      `SELECT row, ${side} AS patch FROM change_rows WHERE change = ? AND row > ? ORDER BY row LIMIT ${PART}`,
    );
  const sides = { undo: sideOf('before'), redo: sideOf('after') };
  const list = db.prepare<[number], unknown>(
    `SELECT id, title, said, at_ms AS atMs, actor, undone, row_count AS rows
     FROM changes WHERE dataset = ? AND forgotten = 0 ORDER BY id`,
  );
  const ofRow = db.prepare<{ dataset: number; row: number }, BlameLine>(
    `SELECT changes.id, title, said, at_ms AS atMs, actor,
            coalesce(own.before, '{}') AS before, coalesce(own.after, '{}') AS after,
            roles.before AS rolesBefore, roles.after AS rolesAfter
     FROM changes LEFT JOIN change_rows AS own ON own.change = changes.id AND own.row = @row
       LEFT JOIN role_changes AS roles ON roles.change = changes.id AND @row <= last_row
     WHERE dataset = @dataset AND undone = 0 AND coalesce(own.row, last_row) IS NOT NULL ORDER BY changes.id DESC`,
  );
  const insertRoles = db.prepare(
    `INSERT INTO role_changes (change, before, after, last_row)
     SELECT @change, roles, @after, (SELECT coalesce(max(row), 0) FROM rows WHERE dataset = key)
     FROM datasets WHERE key = @dataset`,
  );
  const rolesOf = (side: 'before' | 'after') =>
    db.prepare(
      `UPDATE datasets SET roles = role_changes.${side} FROM role_changes WHERE change = @change AND key = @dataset`,
    );
  const takeRoles = { undo: rolesOf('before'), redo: rolesOf('after') };
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
      const { undone, said, actor, ...rest } = line as { undone: number; said: string | null; actor: string | null };
      return Change.parse({ ...rest, said: saidOf(said), actor: actorOf(actor), undone: undone === 1 });
    });

  /** Undo takes the newest change that stands, redo the oldest that was undone. */
  const step = (
    dataset: number,
    id: DatasetId,
    verb: 'undo' | 'redo',
    { changeId, check = () => {}, progress = () => {} }: StepOptions = {},
  ): Change => {
    const changes = history(dataset);
    const done = changes.find(change => change.id === changeId && change.undone === (verb === 'undo'));
    if (done !== undefined) return done;
    const change = verb === 'undo' ? changes.findLast(({ undone }) => !undone) : changes.find(({ undone }) => undone);
    if (change === undefined) throw new LuthierError('dataset.nothing_to_undo', { verb }, { field: id });
    if (changeId !== undefined && change.id !== changeId) {
      throw new LuthierError('dataset.change_not_next', { verb }, { field: id });
    }

    check(change.id);
    let written = 0;
    for (let part = sides[verb].all(change.id, 0); part.length > 0; ) {
      for (const { row, patch } of part) {
        progress({ done: written, total: change.rows });
        write(dataset, row, JSON.parse(patch));
        written += 1;
      }
      part = sides[verb].all(change.id, part.at(-1)?.row ?? 0);
    }
    takeRoles[verb].run({ change: change.id, dataset });
    setUndone.run(Number(verb === 'undo'), change.id);
    return { ...change, undone: verb === 'undo' };
  };

  const movesTest = db
    .prepare<[number], number>(
      `SELECT EXISTS (SELECT 1 FROM change_rows WHERE change = ? AND json_type(after, '$.split') IS NOT NULL
         AND (json_extract(before, '$.split') IS 'test') <> (json_extract(after, '$.split') IS 'test'))`,
    )
    .pluck();
  const rolesChanged = db.prepare<[number], { before: string; after: string }>(
    'SELECT before, after FROM role_changes WHERE change = ?',
  );
  const standing = db
    .prepare<[number], number>(
      'SELECT row_count FROM changes WHERE dataset = ? AND undone = 0 ORDER BY id DESC LIMIT 1',
    )
    .pluck();
  const undone = db
    .prepare<[number], number>(
      'SELECT row_count FROM changes WHERE dataset = ? AND undone = 1 AND forgotten = 0 ORDER BY id LIMIT 1',
    )
    .pluck();

  return {
    history,
    /** How many rows an undo or a redo would write. */
    rowsOfStep: (dataset: number, verb: 'undo' | 'redo'): number =>
      (verb === 'undo' ? standing : undone).get(dataset) ?? 0,
    /** Whether rows enter or leave the test split with a change, or the test asks something else then; either way round. */
    changesTest: (change: number): boolean => {
      const roles = rolesChanged.get(change);
      const asksOther =
        roles && !asksTheSame(Roles.parse(JSON.parse(roles.before)), Roles.parse(JSON.parse(roles.after)));
      return asksOther === true || movesTest.get(change) === 1;
    },
    /** What changed one row, newest first, with the cells as they were and became. */
    ofRow: (dataset: number, row: number): BlameEntry[] =>
      ofRow.all({ dataset, row }).map(({ said, actor, before, after, rolesBefore, rolesAfter, ...change }) => ({
        ...change,
        said: saidOf(said),
        actor: actorOf(actor),
        before: JSON.parse(before) as Patch,
        after: JSON.parse(after) as Patch,
        roles:
          rolesBefore === null || rolesAfter === null
            ? null
            : { before: Roles.parse(JSON.parse(rolesBefore)), after: Roles.parse(JSON.parse(rolesAfter)) },
      })),
    stamp: changeStamp(db),
    // All of these are for writing from their start: a reader that becomes a writer is refused when another wrote in between.
    /** Applies the changes to the rows and writes both sides down, all or nothing. Returns the change's id. */
    apply: db.transaction((dataset: number, title: Title, atMs: number, changes: Iterable<RowChange>): number => {
      // It may have waited long for the lock, and nobody may want it any more.
      goOn();
      forgetUndone.run(dataset);
      const by = whoActs();
      const change = Number(insertChange.run(dataset, atMs, by && JSON.stringify(by)).lastInsertRowid);
      let count = 0;
      for (const { row, before, after } of changes) {
        write(dataset, row, after);
        insertRow.run(change, row, JSON.stringify(before), JSON.stringify(after));
        count += 1;
      }
      const told = typeof title === 'function' ? title() : title;
      if (typeof told === 'string') setTitle.run(told, null, count, change);
      else setTitle.run(titleText(told), JSON.stringify(told), count, change);
      return change;
    }).immediate,
    /** Gives the columns other parts, as something that a change did: within its transaction, or one could be without the other. */
    setRoles: (dataset: number, change: number, after: Roles): void => {
      insertRoles.run({ dataset, change, after: JSON.stringify(after) });
      takeRoles.redo.run({ dataset, change });
    },
    undo: db.transaction((dataset: number, id: DatasetId, options?: StepOptions) => step(dataset, id, 'undo', options))
      .immediate,
    redo: db.transaction((dataset: number, id: DatasetId, options?: StepOptions) => step(dataset, id, 'redo', options))
      .immediate,
  };
}

function saidOf(said: string | null): SaidTitle | null {
  return said === null ? null : SaidTitle.parse(JSON.parse(said));
}

function actorOf(actor: string | null): Actor | null {
  return actor === null ? null : Actor.parse(JSON.parse(actor));
}
