import type { Run } from '../../../native-bridge/contract/index.ts';

export interface Setting {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** Everything that was chosen for a run, by name. Knobs carry the name that Python gave them. */
export function settingsOf(run: Run): ReadonlyMap<string, string | number | boolean> {
  return new Map<string, string | number | boolean>([
    ['method', run.methodId],
    ...Object.entries(run.params),
    ...Object.entries(run.schedule),
    ['maxTextTokens', run.task.maxTextTokens],
    ['instruction', run.task.instruction],
    ['seed', run.seed],
    ['version', run.versionHash],
    ['model', run.modelId],
  ]);
}

/** For each run, the settings that are not the same in all runs: what a reader needs to tell them apart. */
export function whatDiffers(runs: readonly Run[]): ReadonlyMap<Run['id'], readonly Setting[]> {
  const all = runs.map(run => ({ run, settings: settingsOf(run) }));
  const names = new Set(all.flatMap(({ settings }) => [...settings.keys()]));
  const telling = [...names].filter(name => new Set(all.map(({ settings }) => settings.get(name))).size > 1);

  return new Map(
    all.map(({ run, settings }) => [
      run.id,
      telling.flatMap(name => {
        const value = settings.get(name);
        return value === undefined ? [] : [{ name, value }];
      }),
    ]),
  );
}
