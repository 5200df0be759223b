import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run faults`: what breaks a machine, on databases of its own; minutes, and not for every commit. */
export default defineConfig({
  test: {
    root: path.join(import.meta.dirname, '../..'),
    include: ['server/faults/*.fault.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
