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
  using tail = new EventTail(path, { onBroken: line => broken.push(line) });

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

  const seen: number[] = [];
  while (tail.hasMore) seen.push(...tail.read().map(({ seq }) => seq));
  expect(seen).toEqual(Array.from({ length: 100_000 }, (_, n) => n + 1));
});

test('R12 a line of many mebibytes is passed over in little memory and told once, and those around it arrive', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'events.jsonl');
  const broken: number[] = [];
  using tail = new EventTail(path, { onBroken: line => broken.push(line.length) });
  const line = (seq: number) => `${JSON.stringify({ ...loss, seq })}\n`;
  appendFileSync(path, `${line(1)}${'x'.repeat(10_000_000)}\n${line(2)}`);

  const seen: number[] = [];
  while (tail.hasMore) seen.push(...tail.read().map(({ seq }) => seq));
  expect(seen).toEqual([1, 2]);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toBeLessThan(1_500_000);
});

test('whoever only wants to know how far a job is hears all but its metrics, also of a note that speaks of one', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'events.jsonl');
  using tail = new EventTail(path, { withoutMetrics: true });
  const note = { kind: 'note', seq: 2, atMs: 5, says: 'it wrote {"kind":"metric"}', error: null };
  appendFileSync(path, [loss, note].map(event => `${JSON.stringify(event)}\n`).join(''));

  expect(tail.read()).toEqual([note]);
});
