import type {
  Catalog,
  DatasetVersion,
  Model,
  ModelId,
  Params,
  StartRun,
  Task,
  TrainingMethod,
} from '../../../native-bridge/contract/index.ts';

/** What a person has chosen so far; all else follows from the catalogue and the version. */
export interface RunDraft {
  readonly name?: string;
  readonly versionHash?: string;
  readonly modelId?: string;
  readonly methodId?: string;
  readonly instruction?: string;
  readonly labels?: readonly string[];
  readonly maxTextTokens?: number;
  readonly params: Params;
  readonly schedule: Params;
  readonly seed?: number;
}

export const NEW_RUN: RunDraft = { params: {}, schedule: {} };

export interface Choices {
  readonly catalog: Catalog;
  /** Newest first. */
  readonly versions: readonly DatasetVersion[];
  readonly models: readonly Model[];
  /** The starter model of this machine, where the project has not taken it in. */
  readonly starter: { readonly name: string } | null;
}

/** What stands for the starter model of this machine before the project has it. */
export const STARTER = 'starter';

export interface Chosen {
  readonly version: DatasetVersion | undefined;
  /** Its id is `STARTER` where the run takes the starter model into the project first. */
  readonly model: { readonly id: ModelId | typeof STARTER; readonly name: string } | undefined;
  readonly method: TrainingMethod | undefined;
}

/** The version, model and method of a draft: what was chosen, else the first there is. */
export function chosenOf(draft: RunDraft, { catalog, versions, models, starter }: Choices): Chosen {
  const all = [...models, ...(starter ? [{ id: STARTER, name: starter.name } as const] : [])];
  return {
    version: versions.find(({ hash }) => hash === draft.versionHash) ?? versions[0],
    model: all.find(({ id }) => id === draft.modelId) ?? all[0],
    method: catalog.trainingMethods.find(({ id }) => id === draft.methodId) ?? catalog.trainingMethods[0],
  };
}

/** The task of a draft: the core's suggestion with what the person changed in it. */
export function taskOf(draft: RunDraft, suggested: Task): Task {
  return {
    ...suggested,
    ...(draft.instruction !== undefined && { instruction: draft.instruction }),
    ...(draft.labels !== undefined && { labels: [...draft.labels] }),
    ...(draft.maxTextTokens !== undefined && { maxTextTokens: draft.maxTextTokens }),
  };
}

export type DraftProblem = 'noVersion' | 'noModel' | 'noText' | 'fewLabels' | 'tooFewRows';

/** Why a draft cannot start yet, in the order a person would mend it. */
export function problemsOf(task: Task, { version, model, method }: Chosen): readonly DraftProblem[] {
  const problems: [DraftProblem, boolean][] = [
    ['noVersion', version === undefined],
    ['noModel', model === undefined],
    ['noText', !task.instruction.includes('{text}')],
    ['fewLabels', version !== undefined && new Set(task.labels).size < 2],
    ['tooFewRows', (version?.splitSizes.train ?? 0) < (method?.minTrainRows ?? 0) && version !== undefined],
  ];
  return problems.filter(([, is]) => is).map(([problem]) => problem);
}

/** A run to start. Without a model it is the starter that comes into the project before. */
export type RunRequest = Omit<StartRun, 'modelId'> & { readonly modelId: ModelId | null };

/** The request for a complete draft; null while something is missing. */
export function requestOf(draft: RunDraft, task: Task, chosen: Chosen, name: string): RunRequest | null {
  const { version, model, method } = chosen;
  if (!version || !model || !method || problemsOf(task, chosen).length > 0) return null;
  return {
    name,
    versionHash: version.hash,
    modelId: model.id === STARTER ? null : model.id,
    methodId: method.id,
    task,
    params: draft.params,
    schedule: draft.schedule,
    seed: draft.seed ?? 1,
  };
}

/** Optimiser steps of a draft, where the schedule has knobs that tell; null where it has not. */
export function stepsOfDraft(schedule: Params, { catalog }: Choices, trainRows: number): number | null {
  const value = (name: string): number | null => {
    const knob = catalog.scheduleKnobs.find(knob => knob.name === name);
    const chosen = schedule[name] ?? knob?.default;
    return typeof chosen === 'number' ? chosen : null;
  };
  const epochs = value('epochs');
  const rows = value('batch_rows');
  if (epochs === null || rows === null) return null;
  // As the recipe counts them: the last step of an epoch may have fewer rows, and a half goes to the even number.
  const steps = Math.ceil(trainRows / rows) * epochs;
  const near = Math.round(steps);
  return Math.max(1, near - steps === 0.5 && near % 2 === 1 ? near - 1 : near);
}
