let capture: ((error: unknown) => void) | undefined;
let started = false;

/** Once the session tells where: what does that comes in a chunk of its own, which nobody else has to load. */
export const reportErrorsTo = (dsn: string | null) => {
  if (dsn === null || started) return;
  started = true;
  import('./sentry.ts').then(
    (sentry) => {
      capture = sentry.startReports(dsn);
    },
    // Whether it can be reported is nothing for whoever is at work.
    () => {},
  );
};

/** For errors that a page was shown instead of: no other handler hears of them. */
export const reportShown = (error: unknown) => {
  console.error(error);
  capture?.(error);
};
