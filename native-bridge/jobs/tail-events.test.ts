import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { EventTail } from './tail-events.ts';

const loss = { kind: 'metric', seq: 1, atMs: 5, name: 'train/loss', step: 1, value: 2.5 };

test('JOB-20 an event split across two writes arrives once, whole', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'events.jsonl');
  using tail = new EventTail(path);
  const line = `${JSON.stringify(loss)}\n`;

  expect(tail.read()).toEqual([]);
  appendFileSync(path, line.slice(0, 20));
  expect(tail.read()).toEqual([]);
  appendFileSync(path, line.slice(20));
  expect(tail.read()).toEqual([loss]);
  expect(tail.read()).toEqual([]);
});

test('JOB-21 a line cut by a killed process is passed over and told, and those after it arrive', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'events.jsonl');
  const broken: string[] = [];
  using tail = new EventTail(path, line => broken.push(line));

  appendFileSync(path, `{"kind":"metr\n${JSON.stringify({ ...loss, seq: 2 })}\n`);

  expect(tail.read()).toEqual([{ ...loss, seq: 2 }]);
  expect(broken).toEqual(['{"kind":"metr']);
});

test('JOB-22 a hundred thousand events are read without losing one', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'events.jsonl');
  using tail = new EventTail(path);

  appendFileSync(
    path,
    Array.from({ length: 100_000 }, (_, n) => `${JSON.stringify({ ...loss, seq: n + 1 })}\n`).join(''),
  );

  expect(tail.read().map(({ seq }) => seq)).toEqual(Array.from({ length: 100_000 }, (_, n) => n + 1));
});
