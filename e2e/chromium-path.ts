import { existsSync } from 'node:fs';

/** The Chromium to use: the one that CHROMIUM_PATH names, else the system's; undefined: Playwright's own. */
export const chromiumPath = (): string | undefined => {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  );
};
