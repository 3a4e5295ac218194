import { LuthierError } from '../../contract/index.ts';
import { withinMs } from '../../core/time-limit.ts';
import type { ReadyStep } from './prepare.ts';

export interface Limits {
  /** What a whole batch may take before it is done row by row, to find the one that takes so long. */
  readonly batchMs: number;
  /** What one step may take for a million characters of one row. */
  readonly rowMs: number;
  /** What one step may take in all for rows that have to be done one by one. */
  readonly stepMs: number;
}

/** A person's regular expression can ask for more than the age of the world. */
export const LIMITS: Limits = { batchMs: 1500, rowMs: 1000, stepMs: 300_000 };

/** Does what a step asks for texts of rows, so that no text and no pattern holds the cleaning up or ends it by surprise. */
export class Guard {
  readonly #limits: Limits;
  readonly #still: () => void;
  readonly #slowMs = new Map<number, number>();

  /** `still` is called before each row that is done alone, and may throw to stop. */
  constructor(limits: Limits, still: () => void) {
    this.#limits = limits;
    this.#still = still;
  }

  /**
   * Undefined where the text is too much for the step: too deeply nested, or it would become too long to hold; it takes
   * too long too, but a person's own pattern that does is to be mended.
   */
  each<Value extends string | boolean>(
    { place, kind }: Pick<ReadyStep, 'place' | 'kind'>,
    rows: readonly number[],
    texts: readonly string[],
    work: (text: string) => Value,
  ): (Value | undefined)[] {
    const { batchMs, rowMs, stepMs } = this.#limits;
    const begunMs = performance.now();
    const together = feasible(() => withinMs(batchMs, () => texts.map(work)));
    if (together) return together;
    const spentMs = this.#slowMs.get(place) ?? 0;
    const answers = texts.map((text, index) => {
      this.#still();
      const row = rows[index] ?? 0;
      const mayMs = rowMs * Math.max(1, Math.ceil(text.length / 1e6));
      const alone = feasible(() => withinMs(mayMs, () => [work(text)]));
      const facts = { place, step: kind.id, row };
      if (alone === null && 'pattern' in kind.options.shape)
        throw new LuthierError('cleaning.too_slow', { ...facts, seconds: mayMs / 1000 }, { row });
      if (spentMs + performance.now() - begunMs > stepMs) {
        throw new LuthierError('cleaning.step_too_slow', { ...facts, seconds: stepMs / 1000 }, { row });
      }
      return alone?.[0];
    });
    this.#slowMs.set(place, spentMs + performance.now() - begunMs);
    return answers;
  }
}

/** What V8 says when a text is nested too deeply for the stack, or would be longer than a text can be. */
function feasible<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
