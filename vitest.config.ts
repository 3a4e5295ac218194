import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{native-bridge,renderer,electron,scripts,test,bench}/**/*.test.{ts,tsx,mjs}'],
    pool: 'forks',
    // Two files side by side also on two cores, where it would be one: half of a test is waiting for another process.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
