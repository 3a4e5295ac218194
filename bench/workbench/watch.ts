/** What a step took, of time, of memory, and of the time of everybody else. */
export interface Taken {
  readonly seconds: number;
  /** The longest time in which the core answered nobody, and how much of it its thread was at work itself. */
  readonly blockMs: number;
  readonly busyMs: number;
  /** Resident memory of the whole process at its highest, sampled. */
  readonly peakMegabytes: number;
}

const TICK_MS = 4;
const MEMORY_EVERY = 5;

/** Watches this process while `work` is done. On a machine that does other things too, `busyMs` is what is ours. */
export async function watched<T>(work: () => Promise<T>): Promise<Taken & { readonly value: T }> {
  const taken = { blockMs: 0, busyMs: 0, peakMegabytes: 0 };
  let [at, busy, ticks] = [performance.now(), ownMs(), 0];
  const look = (): void => {
    const [now, worked] = [performance.now(), ownMs()];
    taken.blockMs = Math.max(taken.blockMs, now - at - TICK_MS);
    taken.busyMs = Math.max(taken.busyMs, worked - busy);
    [at, busy] = [now, worked];
    if (ticks++ % MEMORY_EVERY === 0) taken.peakMegabytes = Math.max(taken.peakMegabytes, residentMegabytes());
  };
  const ticker = setInterval(look, TICK_MS);
  const began = performance.now();
  try {
    const value = await work();
    const seconds = (performance.now() - began) / 1000;
    // What blocked last is known when the loop has come round.
    await new Promise(done => setTimeout(done, 2 * TICK_MS));
    return { value, seconds, ...taken };
  } finally {
    clearInterval(ticker);
  }
}

function ownMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const residentMegabytes = (): number => process.memoryUsage.rss() / 1024 ** 2;
