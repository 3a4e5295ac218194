/** Where the bundled core begins: V8 is told what is right for its threads, and keeps what it compiled for the next start. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { luthierHome } from '../core/home.ts';

// The shell gives the core's own thread, which only hands on, a small nursery. Threads that are still to come work on
// rows, and get one of the usual size.
if (process.execArgv.some(word => word.startsWith('--max-semi-space-size='))) {
  setFlagsFromString('--max-semi-space-size=0');
}

process.env.NODE_COMPILE_CACHE ??= join(luthierHome(), 'cache', 'compiled');
enableCompileCache(process.env.NODE_COMPILE_CACHE);
await import('./core-entry.ts');
