import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { powerMonitor } from 'electron';
import type { CoreHears, CoreSays } from '../native-bridge/contract/core-process.ts';
import { CoreDidNotStart, type CoreProcess, startCore } from './core-process.ts';
import { BEAT_MS, Pulse } from './pulse.ts';

/** A core that is started again when it dies. */
export interface SteadyCore {
  /** Where the page finds it. Known before it runs, so that page and core load side by side. */
  readonly address: string;
  readonly token: string;
  /** Resolves when it answers for the first time. Rejects with `CoreDidNotStart`. */
  readonly ready: Promise<void>;
  say(said: CoreHears): void;
  /** Ends it as it is; it is started again as after any death. */
  restart(): void;
  stop(): Promise<void>;
}

export interface Attendant {
  hear(said: CoreSays): void;
  /** It lives and says nothing. Told again after each further while. */
  silent(): void;
  /** It says something after all, or has ended. */
  heard(): void;
  /** It answers again. It moved to another address where its port was taken meanwhile. */
  back(moved: boolean): void;
  /** It died too often, or the project cannot be opened any more. Nothing more is tried. */
  lost(error: CoreDidNotStart): void;
}

/** How long it is waited before each start after a death, in milliseconds. As many deaths are borne, one after another. */
export const WAITS_MS = [250, 1000, 4000] as const;
/** Whoever lived that long has not died of what killed the one before. */
const HEALTHY_MS = 60_000;
/** A statement may take as long; past it a person is asked. */
const SILENT_MS = 30_000;

/**
 * Starts a core and keeps it. A core that died comes back at the same port with the same token, so the page finds it by
 * itself and loses nothing that was typed.
 */
export async function keepCore(
  root: string,
  project: string,
  log: (line: string) => void,
  attendant: Attendant,
): Promise<SteadyCore> {
  const port = await freePort();
  let token = randomBytes(32).toString('hex');
  let address = `http://127.0.0.1:${port}`;
  let core: CoreProcess;
  let stopping = false;
  let deaths = 0;

  const start = async (): Promise<void> => {
    const bornAtMs = Date.now();
    core = startCore({ root, project, port, token, log });
    core.hear(said => attendant.hear(said));
    const { ended } = core;
    ({ address, token } = await core.started);
    log(`core of "${project}" at ${address} after ${Date.now() - bornAtMs} ms`);
    const unwatch = watch(core, attendant, () => log(`core of "${project}" does not answer`));
    void ended.then(code => {
      unwatch();
      return stopping ? undefined : again(code, Date.now() - bornAtMs);
    });
  };
  const again = async (code: number | null, livedMs: number): Promise<void> => {
    if (livedMs > HEALTHY_MS) deaths = 0;
    const wait = WAITS_MS[deaths];
    deaths += 1;
    log(`core of "${project}" ended with ${code} after ${livedMs} ms, death ${deaths}`);
    if (wait === undefined) return attendant.lost(new CoreDidNotStart(null, code));

    await new Promise(done => setTimeout(done, wait));
    if (stopping) return;
    const before = address;
    try {
      await start();
      attendant.back(address !== before);
    } catch (error) {
      if (!(error instanceof CoreDidNotStart)) throw error;
      if (error.said) return attendant.lost(error);
      await again(error.exitCode, 0);
    }
  };

  const ready = start();
  // Whoever waits for it hears why it failed; nobody may wait yet.
  ready.catch(() => {});
  return {
    get address() {
      return address;
    },
    get token() {
      return token;
    },
    ready,
    say: said => core.say(said),
    restart: () => core.kill(),
    stop: async () => {
      stopping = true;
      await core.stop();
    },
  };
}

/** Looks whether a core goes on answering, until the look is ended. */
function watch(core: CoreProcess, attendant: Pick<Attendant, 'silent' | 'heard'>, log: () => void): () => void {
  const pulse = new Pulse();
  const heard = (): void => {
    pulse.heard();
    attendant.heard();
  };
  core.hear(heard);
  const timer = setInterval(() => {
    core.say({ kind: 'ping' });
    if (pulse.beat() < SILENT_MS) return;
    log();
    pulse.heard();
    attendant.silent();
  }, BEAT_MS);
  // Around a sleep a core may stand still a little longer than this process.
  powerMonitor.on('suspend', heard).on('resume', heard);

  return () => {
    clearInterval(timer);
    powerMonitor.off('suspend', heard).off('resume', heard);
    attendant.heard();
  };
}

/** A port that is free at this moment. Whoever takes it before the core does is met there. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
