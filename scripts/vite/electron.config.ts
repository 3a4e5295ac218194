import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../../electron');

/** The shell: main and preload, one file each, in the syntax of the oldest Electron it is tested with. */
export default defineConfig({
  root,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    // Built for Node: `process.env` stays what it is.
    ssr: true,
    outDir: resolve(root, '../dist/electron'),
    emptyOutDir: true,
    target: 'node16',
    minify: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: { main: resolve(root, 'main.ts'), preload: resolve(root, 'preload.ts') },
      external: ['electron', ...builtinModules, /^node:/],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
    },
  },
});
