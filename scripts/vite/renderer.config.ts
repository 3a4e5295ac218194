import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../../renderer');

/** The page. Old enough in its syntax for the oldest Electron it is tested with. */
export default defineConfig({
  root,
  plugins: [react()],
  // A part of Plotly still says `global`.
  define: { global: 'globalThis' },
  build: {
    outDir: resolve(root, '../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome108',
    cssTarget: 'chrome108',
    // A font or picture as a file of its own: data URLs in styles are what the policy allows least.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 6000,
    reportCompressedSize: false,
  },
});
