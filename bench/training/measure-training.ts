import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Options } from '../benchmarks.ts';
import { cpuFlags, load, machine } from '../machine.ts';
import { type Outcome, rounded } from '../outcome.ts';
import { checkEqualWork, deviation } from './losses.ts';
import { memoryOf, type Round, speedOf, tokensPerSecond } from './outcomes.ts';
import { type Measured, openTrainings, type Trainings, type Work } from './trainings.ts';

const ROWS = { full: 256, short: 48 };
/** Rows on which TRL's settings are tried before the best of them is measured. */
const TRIAL_ROWS = { full: 32, short: 16 };

/** B1 and B2: LoRA on the starter model, ours against Trainer and SFTTrainer, each in a fresh process, alternating. */
export async function measureTraining({ pairs, isShort, signal, say }: Options): Promise<Outcome[]> {
  const before = { cpuFlags: cpuFlags(), load: load() };
  say(`${machine()} with ${before.cpuFlags.join(', ')}; load ${before.load}${isShort ? '; short form' : ''}`);
  using folder = mkdtempDisposableSync(join(tmpdir(), 'luthier-bench-'));
  const trainings = await openTrainings(signal);
  const size = isShort ? 'short' : 'full';

  const trial = await trainings.prepare(join(folder.path, 'trial'), TRIAL_ROWS[size]);
  say(`TRL's settings on ${trial.rows} rows`);
  const trlSetting = await bestSetting(trainings, trial, say);

  const work = await trainings.prepare(join(folder.path, 'work'), ROWS[size]);
  say(
    `${work.rows} rows of ${work.shortestRow} to ${work.longestRow} tokens, ${work.tokens} in all ` +
      `(${work.paddedTokens} when padded), all with the same first ${work.sharedPrefixTokens}; ${work.steps} steps`,
  );
  const exact = told(work, say)(await trainings.ours(work, 'fp32'));
  const rounds: Round[] = [];
  for (let number = 1; number <= pairs; number += 1) {
    say(`Round ${number} of ${pairs}`);
    const round = await runRound(trainings, work, { trlSetting, isReversed: number % 2 === 0, say });
    checkEqualWork({ exact, ...round }, say);
    rounds.push(round);
  }
  const first = rounds[0]?.trainer ?? exact;
  const facts = {
    short: isShort,
    pairs,
    rows: work.rows,
    tokens: work.tokens,
    ours: rounds[0]?.ours.setting ?? 'none',
    trl: trlSetting,
    oursFp32: rounded(tokensPerSecond(work, exact)),
    lossesApartFp32: rounded(deviation(exact.losses, first.losses)),
  };
  return [speedOf(rounds, work, { ...before, facts }), memoryOf(rounds, { ...before, facts })];
}

/** The setting of TRL that trains most tokens a second on this machine. */
async function bestSetting(trainings: Trainings, trial: Work, say: Options['say']): Promise<string> {
  const tried: Measured[] = [];
  for (const setting of await trainings.trlSettings()) {
    tried.push(told(trial, say)(await trainings.peer(trial, setting)));
  }
  return tried.reduce((best, next) => (next.seconds < best.seconds ? next : best)).setting;
}

/** Each once. Every other round goes the other way about, so that no place in it is always the same one's. */
async function runRound(
  trainings: Trainings,
  work: Work,
  { trlSetting, isReversed, say }: { trlSetting: string; isReversed: boolean; say: Options['say'] },
): Promise<Round> {
  const parts: [keyof Round, () => Promise<Measured>][] = [
    ['ours', () => trainings.ours(work, 'auto')],
    ['trainer', () => trainings.peer(work, 'trainer')],
    ['trl', () => trainings.peer(work, trlSetting)],
  ];
  const round: Partial<Record<keyof Round, Measured>> = {};
  for (const [name, train] of isReversed ? parts.reverse() : parts) round[name] = told(work, say)(await train());
  return round as Round;
}

/** Says what a training took, and how busy the machine was. */
const told =
  (work: Work, say: Options['say']) =>
  (measured: Measured): Measured => {
    const speed = `${tokensPerSecond(work, measured).toFixed(1)} tokens/s`;
    const memory = `${(measured.peakBytes / 1e6).toFixed(0)} MB`;
    say(`  ${measured.name} ${measured.setting}: ${speed}, ${memory} above the model, load ${load()}`);
    return measured;
  };
