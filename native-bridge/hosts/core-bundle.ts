/** Where the bundled core begins: what V8 compiled of it is kept for the next start, and for its threads. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { luthierHome } from '../core/home.ts';

const compiled = join(luthierHome(), 'cache', 'compiled');
process.env.NODE_COMPILE_CACHE ??= compiled;
enableCompileCache(process.env.NODE_COMPILE_CACHE);
await import('./core-entry.ts');
