import type { Database } from 'better-sqlite3';
import { type LastSplit, SplitPlan } from '../contract/index.ts';

export type SplitPlanTable = ReturnType<typeof splitPlanTable>;

/** How each dataset was split. */
export function splitPlanTable(db: Database) {
  const insert = db.prepare('INSERT INTO split_plans (change, plan) VALUES (?, ?)');
  // A version that was brought back later has splits of its own.
  const last = db.prepare<[number], { changeId: number; plan: string; atMs: number }>(
    `SELECT changes.id AS changeId, plan, at_ms AS atMs FROM changes
       LEFT JOIN split_plans ON split_plans.change = changes.id LEFT JOIN restores ON restores.change = changes.id
     WHERE dataset = ? AND undone = 0 AND (plan IS NOT NULL OR hash IS NOT NULL) ORDER BY changes.id DESC LIMIT 1`,
  );
  const used = db
    .prepare<[number], string>(
      'SELECT plan FROM split_plans JOIN changes ON changes.id = change WHERE dataset = ? ORDER BY change DESC LIMIT 1',
    )
    .pluck();
  // One of a newer Luthier, in a form of its own, is not known here.
  const known = (plan: string | undefined): SplitPlan | null =>
    SplitPlan.safeParse(JSON.parse(plan ?? 'null')).data ?? null;

  return {
    insert: (change: number, plan: SplitPlan): void => void insert.run(change, JSON.stringify(plan)),
    /** The plan that the splits of a dataset come from; null when there is none, or it is not known. */
    last: (dataset: number): LastSplit | null => {
      const line = last.get(dataset);
      const plan = known(line?.plan);
      return line && plan ? { ...line, plan } : null;
    },
    /** The plan that was used last, whatever came of it. */
    lastUsed: (dataset: number): SplitPlan | null => known(used.get(dataset)),
  };
}
