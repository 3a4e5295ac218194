import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{native-bridge,renderer,electron,scripts,test,bench}/**/*.test.{ts,tsx,mjs}'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
