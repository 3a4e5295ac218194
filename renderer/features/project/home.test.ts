import { expect, test } from 'vitest';
import type { DatasetVersion, Evaluation, Export, Job, Run } from '../../../native-bridge/contract/index.ts';
import { artefactsOf, scoreChange } from './artefacts.ts';
import { nextStep, type Stage } from './next-step.ts';

const stage = (id: Stage['id'], state: Stage['state']): Stage => ({ id, state, count: 1, target: `/${id}` });
const running = { id: 'run_1', state: 'running' } as unknown as Job;

test('HOME-1 what runs is followed before anything new is offered', () => {
  expect(nextStep([stage('data', 'next')], [running])).toEqual({ kind: 'follow', job: running });
});

test('HOME-2 the next stage is offered, and at the end the wrong answers', () => {
  const next = stage('split', 'next');

  expect(nextStep([stage('data', 'done'), next], [])).toEqual({ kind: 'stage', stage: next });
  expect(nextStep([stage('evaluation', 'done')], [])).toEqual({ kind: 'again', target: '/evaluation' });
});

test('HOME-3 artefacts are what was finished, the newest first', () => {
  const artefacts = artefactsOf({
    versions: [{ createdAtMs: 1 } as DatasetVersion],
    runs: [{ createdAtMs: 3, state: 'finished' } as Run, { createdAtMs: 9, state: 'running' } as Run],
    evaluations: [{ createdAtMs: 4, state: 'failed' } as Evaluation],
    exports: [{ createdAtMs: 5, parity: {} } as Export, { createdAtMs: 6, parity: null } as Export],
  });

  expect(artefacts.map(({ kind, atMs }) => `${kind} ${atMs}`)).toEqual(['export 5', 'run 3', 'version 1']);
});

test('HOME-4 a change of score needs two subjects', () => {
  const subject = (value: number) => ({ scores: [{ metric: 'macro-f1', value, low: 0, high: 1 }] });
  const report = (...values: number[]) => ({ report: { subjects: values.map(subject) } }) as unknown as Evaluation;

  expect(scoreChange(report(0.2, 0.9), 'macro-f1')).toEqual({ from: 0.2, to: 0.9 });
  expect(scoreChange(report(0.2), 'macro-f1')).toBe(null);
  expect(scoreChange(report(0.2, 0.9), 'accuracy')).toBe(null);
});
