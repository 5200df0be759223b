const home = '/dashboard';

/** Where to go after signing in: a place within the dashboard, never another site. */
export const wayBack = (from: unknown): string =>
  typeof from === 'string' && /^\/dashboard(\/[\w/-]*)?(\?[^#\\]*)?$/.test(from) ? from : home;
