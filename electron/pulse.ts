/** Between two looks at a core. */
export const BEAT_MS = 2000;

/**
 * How long a core has said nothing though it was asked and could have answered. Time in which this process stood still
 * itself does not count: the machine slept, or somebody looks at it with a debugger.
 */
export class Pulse {
  readonly #nowMs: () => number;
  #lastMs: number;
  #silentMs = 0;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#lastMs = nowMs();
  }

  /** It said something, or a new silence begins. */
  heard(): void {
    this.#silentMs = 0;
  }

  /** To be called every `BEAT_MS`. Answers with the silence so far. */
  beat(): number {
    const passedMs = this.#nowMs() - this.#lastMs;
    this.#lastMs += passedMs;
    this.#silentMs = passedMs > 2 * BEAT_MS ? 0 : this.#silentMs + passedMs;
    return this.#silentMs;
  }
}
