/**
 * The core as a process of the desktop shell. Shell and core speak by messages (`contract/core-process.ts`): inside of
 * Electron through its port, as a plain child of Node through its channel. It stops when it is told to, and when the
 * shell is gone.
 */
import { openApp } from '../app.ts';
import { type CoreHears, type CoreSays, DESKTOP_ORIGIN, LuthierError } from '../contract/index.ts';
import { JobsForShell } from './jobs-for-shell.ts';
import { type Serving, serve } from './server.ts';

interface Parent {
  hear(take: (said: CoreHears) => void): void;
  say(said: CoreSays): void;
}

// A bug while it starts must end it: a process of Electron would go on, and nobody would know what it waits for.
process.on('unhandledRejection', error => {
  console.error(error);
  process.exit(70);
});

const parent = parentOf();
let stop = async (): Promise<void> => process.exit(0);

parent.hear(said => {
  if (said.kind === 'serve') void begin(said);
  if (said.kind === 'stop') void stop();
  if (said.kind === 'ping') parent.say({ kind: 'pong' });
});
process.once('disconnect', () => void stop());
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());

async function begin({ project, port, token }: Extract<CoreHears, { kind: 'serve' }>): Promise<void> {
  try {
    const app = openApp(project);
    const serving = await serveAt(app, port, token);
    parent.say({ kind: 'started', address: serving.address, token: serving.token });

    const jobs = new JobsForShell(app, said => parent.say(said));
    parent.hear(said => void jobs.hear(said));
    stop = async () => {
      jobs[Symbol.dispose]();
      await serving[Symbol.asyncDispose]();
      app[Symbol.dispose]();
      process.exit(0);
    };
  } catch (error) {
    if (!(error instanceof LuthierError)) throw error;
    // The shell ends it once it has heard why.
    parent.say({ kind: 'refused', error: error.payload });
  }
}

/** At the port that the shell gave the page; at any other where that one was taken meanwhile. */
async function serveAt(app: ReturnType<typeof openApp>, port: number, token: string): Promise<Serving> {
  const options = { page: null, origins: [DESKTOP_ORIGIN] };
  return await serve(app, { ...options, token, port }).catch(error => {
    if (!(error instanceof LuthierError)) throw error;
    // Whoever took it may have been given the token by a page that looks for its core.
    app.log.info(error.message);
    return serve(app, options);
  });
}

/** Electron's types are not known here: a utility process of it has a port where a child of Node has a channel. */
function parentOf(): Parent {
  const port = (process as unknown as { parentPort?: ElectronPort }).parentPort;
  if (port) {
    return { hear: take => port.on('message', ({ data }) => take(data)), say: said => port.postMessage(said) };
  }
  return {
    hear: take => void process.on('message', said => take(said as CoreHears)),
    say: said => void process.send?.(said),
  };
}

interface ElectronPort {
  on(event: 'message', take: (message: { readonly data: CoreHears }) => void): void;
  postMessage(said: CoreSays): void;
}
