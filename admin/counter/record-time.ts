import { regulars } from '../session/regulars.ts';

const hour = 3_600_000;

/** Keeps how long a stub took that was begun at `begun`; whoever went away in between is not measured. */
export const recordTime = (begun: number) => {
  const milliseconds = Math.max(1, Math.round(performance.now() - begun));
  // Nobody at the counter can do anything about a measurement that is lost.
  if (milliseconds <= hour) void regulars.counter.recordTime({ milliseconds }).catch(() => {});
};
