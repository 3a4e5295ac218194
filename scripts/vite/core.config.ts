import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { threadEntries } from './thread-entries.ts';

const root = resolve(import.meta.dirname, '../../native-bridge');
const host = (name: string) => resolve(root, 'hosts', name);

/** What stays a package: native modules, and eld, whose parts are read from its folder. */
const PACKAGES = ['better-sqlite3', 'node-pty', 'eld'];

/**
 * The core and the command line as plain JavaScript: one folder of modules, all side by side, so that a thread finds
 * what it runs beside whoever starts it.
 */
export default defineConfig({
  root,
  plugins: [threadEntries()],
  resolve: { alias: { 'node:http': resolve(import.meta.dirname, 'node-http.ts') } },
  ssr: { noExternal: true, external: PACKAGES },
  build: {
    ssr: true,
    outDir: resolve(root, '../dist/core'),
    emptyOutDir: true,
    target: 'node22',
    minify: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { 'core-entry': host('core-bundle.ts'), luthier: host('cli/main.ts') },
      external: [...builtinModules, /^node:(?!http$)/, ...PACKAGES],
      output: {
        format: 'es',
        // A bug keeps a stack that can be read.
        minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        keepNames: true,
        entryFileNames: '[name].mjs',
        chunkFileNames: '[name]-[hash].mjs',
      },
    },
  },
});
