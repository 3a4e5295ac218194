import { expect, test } from 'vitest';
import { BEAT_MS, Pulse } from './pulse.ts';

test('PULSE-1 silence grows by each beat, and a word ends it', () => {
  let nowMs = 0;
  const pulse = new Pulse(() => nowMs);
  const beat = (afterMs = BEAT_MS): number => {
    nowMs += afterMs;
    return pulse.beat();
  };

  expect([beat(), beat(), beat(BEAT_MS + 500)]).toEqual([2000, 4000, 6500]);
  pulse.heard();
  expect([beat(), beat()]).toEqual([2000, 4000]);
});

test('PULSE-2 a night in which the machine slept, or the shell stood still, is no silence of the core', () => {
  let nowMs = 0;
  const pulse = new Pulse(() => nowMs);
  for (let beats = 0; beats < 5; beats += 1) {
    nowMs += BEAT_MS;
    pulse.beat();
  }

  nowMs += 8 * 3600_000;
  const woken = pulse.beat();
  nowMs += BEAT_MS;

  expect([woken, pulse.beat()]).toEqual([0, 2000]);
});
