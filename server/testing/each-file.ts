import fc from 'fast-check';
import { afterAll, vi } from 'vitest';

/**
 * Property tests try the same examples on every machine and every day: what fails is something that was changed, and
 * no chance. `SEED=2 npx vitest run …` tries others.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.SEED ?? 1) });

// The next file of the worker finds the world as it is.
afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});
