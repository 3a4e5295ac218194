import { expect, test } from 'vitest';
import type { Change } from '../../../native-bridge/contract/index.ts';
import { newestFirst, nextRedo, nextUndo } from './change-log.ts';

const change = (id: number, undone: boolean): Change => ({
  id,
  said: null,
  title: '',
  rows: 1,
  atMs: 0,
  actor: null,
  undone,
});

test('DS-U1 undo takes back the newest change that stands, redo the first that was undone after it', () => {
  const changes = newestFirst([change(1, false), change(2, false), change(3, true), change(4, true)]);

  expect(nextUndo(changes)?.id).toBe(2);
  expect(nextRedo(changes)?.id).toBe(3);
});

test('DS-U2 with everything undone there is nothing to undo, and the first change comes back first', () => {
  const changes = newestFirst([change(1, true), change(2, true)]);

  expect(nextUndo(changes)).toBeUndefined();
  expect(nextRedo(changes)?.id).toBe(1);
});

test('DS-U3 with nothing undone there is nothing to redo', () => {
  expect(nextRedo([change(1, false)])).toBeUndefined();
  expect(nextRedo([])).toBeUndefined();
});
