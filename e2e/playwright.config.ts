import { defineConfig } from '@playwright/test';
import { chromiumPath } from './chromium-path.ts';

const executablePath = chromiumPath();

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // Each worker has a server and a database of its own.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  // On a busy machine a page may take its time; what never comes is found out all the same.
  timeout: 150_000,
  expect: { timeout: 30_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    timezoneId: 'Asia/Muscat',
    colorScheme: 'light',
    // A trace costs a quarter of the time: `TRACE=1 npm run e2e -- counter` keeps those of what failed.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
