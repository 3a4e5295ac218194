import { uptime } from 'node:os';

/** A clock that is only set right by its time server moves less than this against the one of the machine. */
const UNNOTICED_MS = 2000;

/**
 * How far the clock of the system was set since this was made: forward, or back below zero. Compared with how long the
 * machine is up, which goes on while it sleeps and which nobody sets.
 */
export class ClockJump {
  readonly #now: () => number;
  readonly #base: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#base = now() - uptimeMs();
  }

  get ms(): number {
    const moved = this.#now() - uptimeMs() - this.#base;
    return Math.abs(moved) < UNNOTICED_MS ? 0 : Math.round(moved);
  }
}

const uptimeMs = (): number => uptime() * 1000;
