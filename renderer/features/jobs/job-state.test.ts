import { expect, test } from 'vitest';
import type { DatasetId, Job } from '../../../native-bridge/contract/index.ts';
import { actionsFor, inPanelOrder, routeOf, secondsOf } from './job-state.ts';

const job = (id: string, state: Job['state'], createdAtMs: number, kind: Job['kind'] = 'train'): Job =>
  ({ id, state, createdAtMs, kind }) as Job;

test('JOB-1 running jobs come before waiting ones, and what is over comes last, the newest first', () => {
  const jobs = [
    job('old', 'finished', 1),
    job('new', 'failed', 5),
    job('waits', 'queued', 9),
    job('runs', 'pausing', 2),
  ];

  expect(inPanelOrder(jobs).map(({ id }) => id)).toEqual(['runs', 'waits', 'new', 'old']);
});

test('JOB-2 what keeps its work in pieces can be paused, and what was stopped can be resumed', () => {
  expect(actionsFor(job('a', 'running', 0))).toEqual(['pause', 'cancel']);
  expect(actionsFor(job('a', 'running', 0, 'names'))).toEqual(['pause', 'cancel']);
  expect(actionsFor(job('a', 'running', 0, 'export'))).toEqual(['cancel']);
  expect(actionsFor(job('a', 'interrupted', 0))).toEqual(['resume']);
  expect(actionsFor(job('a', 'finished', 0))).toEqual([]);
});

test('JOB-3 a job leads to the page of what it makes', () => {
  const kinds = ['train', 'evaluate', 'attention', 'export', 'perplexity', 'names'] as const;

  expect(kinds.map(kind => routeOf({ ...job('x', 'finished', 0, kind), datasetId: 'd' as DatasetId }))).toEqual([
    '/runs/x',
    '/evaluations/x',
    '/attention/x',
    '/exports/x',
    '/data/d/statistics',
    '/data/d/privacy',
  ]);
});

test('JOB-4 the time of a job ends with it, and a job that never began has none', () => {
  expect(secondsOf({ startedAtMs: 1000, endedAtMs: 4000 }, 9000)).toBe(3);
  expect(secondsOf({ startedAtMs: 1000, endedAtMs: null }, 9000)).toBe(8);
  expect(secondsOf({ startedAtMs: null, endedAtMs: null }, 9000)).toBe(null);
});
