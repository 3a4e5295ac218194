/**
 * The core as a process of the desktop shell: `core-entry.ts <project folder>`. Prints one line of JSON with its
 * address and token, or an error of the contract; stops when its parent closes its input or asks it to.
 */
import { openApp } from '../app.ts';
import { LuthierError } from '../contract/index.ts';
import { serve } from './server.ts';

const project = process.argv[2];
if (project === undefined) throw new Error('the project folder is missing');

try {
  const app = openApp(project);
  const serving = await serve(app, { page: null, origins: ['luthier://app'] });
  const { address, token } = serving;
  process.stdout.write(`${JSON.stringify({ address, token })}\n`);

  const stop = async (): Promise<void> => {
    await serving[Symbol.asyncDispose]();
    app[Symbol.dispose]();
    process.exit(0);
  };
  // Electron's utility process has no input, and is ended by its parent; a plain child is told by the end of its input.
  if (!Reflect.has(process, 'parentPort')) {
    process.stdin.resume();
    process.stdin.once('end', stop);
  }
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  if (!(error instanceof LuthierError)) throw error;
  process.stdout.write(`${JSON.stringify({ error: error.payload })}\n`);
  process.exit(1);
}
