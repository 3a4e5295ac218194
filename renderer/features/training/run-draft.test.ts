import { expect, test } from 'vitest';
import type { DatasetVersion, Model, Task } from '../../../native-bridge/contract/index.ts';
import { type Choices, chosenOf, NEW_RUN, problemsOf, requestOf, stepsOfDraft, taskOf } from './run-draft.ts';

const version = { hash: 'a'.repeat(64), splitSizes: { train: 1000, validation: 200, test: 500 } } as DatasetVersion;
const model = { id: 'md_000000000001' } as Model;
const choices: Choices = {
  versions: [version],
  models: [model],
  starter: null,
  catalog: {
    trainingMethods: [{ id: 'lora', title: 'LoRA', says: '', source: '', minTrainRows: 8, knobs: [] }],
    scheduleKnobs: [
      { kind: 'float', name: 'epochs', title: '', says: '', default: 1, low: 0.1, high: 100 },
      { kind: 'int', name: 'batch_rows', title: '', says: '', default: 16, low: 1, high: 1024 },
    ],
    metrics: [],
    exportTargets: [],
  },
};
const task: Task = {
  kind: 'classify',
  instruction: 'Ham or spam?\n{text}',
  labels: ['ham', 'spam'],
  maxTextTokens: 64,
};

test('TR-F1 an untouched draft starts with the first of everything and no knob named', () => {
  expect(requestOf(NEW_RUN, task, chosenOf(NEW_RUN, choices), 'LoRA 1')).toEqual({
    name: 'LoRA 1',
    versionHash: version.hash,
    modelId: model.id,
    methodId: 'lora',
    task,
    params: {},
    schedule: {},
    seed: 1,
  });
});

test('TR-F2 what a person wrote in the task stands, the rest is the suggestion', () => {
  expect(taskOf({ ...NEW_RUN, maxTextTokens: 32 }, task)).toEqual({ ...task, maxTextTokens: 32 });
});

test('TR-F3 a draft that cannot start says why and makes no request', () => {
  const broken = { ...task, instruction: 'Ham or spam?', labels: ['ham', 'ham'] };
  const chosen = chosenOf(NEW_RUN, { ...choices, models: [] });

  expect(problemsOf(broken, chosen)).toEqual(['noModel', 'noText', 'fewLabels']);
  expect(requestOf(NEW_RUN, broken, chosen, 'x')).toBeNull();
});

test('TR-F4 too few rows for the method is a problem before the core says so', () => {
  const small = { ...version, splitSizes: { train: 7, validation: 0, test: 5 } } as DatasetVersion;

  expect(problemsOf(task, chosenOf(NEW_RUN, { ...choices, versions: [small] }))).toEqual(['tooFewRows']);
});

test('TR-F5 steps follow from rows, epochs and rows a step, or are not told', () => {
  expect(stepsOfDraft({}, choices, 1000)).toBe(63); // 1000 / 16 = 62.5
  expect(stepsOfDraft({ epochs: 2, batch_rows: 8 }, choices, 1000)).toBe(250);
  expect(stepsOfDraft({ epochs: 4 }, choices, 1000)).toBe(252); // 4 epochs of 63, each with its own last step
  expect(stepsOfDraft({ epochs: 0.1 }, choices, 1000)).toBe(6); // 6.3
  expect(stepsOfDraft({ epochs: 0.5 }, choices, 2000)).toBe(62); // 62.5: Python's round goes to the even one
  expect(stepsOfDraft({}, { ...choices, catalog: { ...choices.catalog, scheduleKnobs: [] } }, 1000)).toBeNull();
});

test('TR-F6 the starter model of the machine is chosen where it is the only one, and offered beside others', () => {
  const starter = { name: 'Starter' };
  const alone = chosenOf(NEW_RUN, { ...choices, models: [], starter });

  expect(problemsOf(task, alone)).toEqual([]);
  expect(requestOf(NEW_RUN, task, alone, 'x')?.modelId).toBeNull();
  expect(chosenOf(NEW_RUN, { ...choices, starter }).model).toBe(model);
  expect(chosenOf({ ...NEW_RUN, modelId: 'starter' }, { ...choices, starter }).model?.name).toBe('Starter');
});
