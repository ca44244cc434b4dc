import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    fileParallelism: true,
    maxWorkers: 2,
    // Files share the modules of their worker: loading the catalog and the matcher again for each of 250 files takes minutes.
    isolate: false,
  },
});
