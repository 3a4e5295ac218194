import { median, type Outcome, ratioByPair, rounded } from '../outcome.ts';
import type { Measured } from './trainings.ts';

/** One run of each, near in time. */
export interface Round {
  readonly ours: Measured;
  readonly trainer: Measured;
  readonly trl: Measured;
}

type About = Pick<Outcome, 'cpuFlags' | 'load' | 'facts'>;

/** B1: tokens of rows, padding not counted, that a training reads a second. */
export function speedOf(rounds: readonly Round[], work: { tokens: number }, about: About): Outcome {
  const speeds = (who: keyof Round) => rounds.map(round => tokensPerSecond(work, round[who]));
  return {
    id: 'B1',
    ...compared(rounds, speeds),
    goal: { vsTrainer: { floor: 1.5, goal: 2.5 }, vsTrlBest: { goal: 1.5 } },
    ...about,
    facts: { unit: 'tokens/s', ...about.facts },
  };
}

/** B2: how far a training's memory rises above what it was when the base model was loaded. */
export function memoryOf(rounds: readonly Round[], about: About): Outcome {
  const peaks = (who: keyof Round) => rounds.map(round => round[who].peakBytes);
  const { ours, peers, ratio } = compared(rounds, peaks);
  return {
    id: 'B2',
    ours,
    peers,
    ratio: { vsTrainer: ratio.vsTrainer },
    goal: { vsTrainer: { floor: 0.5, goal: 0.25 } },
    ...about,
    facts: { unit: 'bytes', ...about.facts },
  };
}

export const tokensPerSecond = ({ tokens }: { tokens: number }, { seconds }: Measured): number => tokens / seconds;

function compared(rounds: readonly Round[], figures: (who: keyof Round) => number[]) {
  const [first] = rounds;
  if (first === undefined) throw new RangeError('no round was run');
  return {
    ours: rounded(median(figures('ours'))),
    peers: {
      [first.trainer.name]: rounded(median(figures('trainer'))),
      [first.trl.name]: rounded(median(figures('trl'))),
    },
    ratio: {
      vsTrainer: rounded(ratioByPair(figures('ours'), figures('trainer'))),
      vsTrlBest: rounded(ratioByPair(figures('ours'), figures('trl'))),
    },
  };
}
