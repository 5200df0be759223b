import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{contract,database,linkage,sdk,server,admin,fuzz,bench,smoke}/**/*.test.{ts,tsx}',
      '*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: './server/testing/one-database.ts',
    setupFiles: './server/testing/each-file.ts',
    // One PostgreSQL serves all files, each in tenants of its own.
    maxWorkers: 2,
    // Files share what they import: a server is loaded once for each worker, and not a hundred times.
    isolate: false,
    // A busy machine takes its time; what never ends is found out all the same.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One second of it would be over on a busy machine before the server has had its turn.
    expect: { poll: { timeout: 30_000 } },
  },
});
