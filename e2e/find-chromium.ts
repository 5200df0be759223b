import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumPath } from './chromium-path.ts';

/**
 * Makes sure that there is a Chromium to test with: one that is here, else Debian's package where that may be
 * installed (as root), else Playwright's own.
 */
const run = (command: string, ...options: string[]) =>
  spawnSync(command, options, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

const isHere = () => chromiumPath() !== undefined || existsSync(chromium.executablePath());

const installFromDebian = () =>
  process.getuid?.() === 0 &&
  existsSync('/usr/bin/apt-get') &&
  run('apt-get', 'update', '-qq') &&
  run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core');

const installPlaywrights = () =>
  run(path.join(import.meta.dirname, '../node_modules/.bin/playwright'), 'install', 'chromium');

if (!isHere()) {
  process.stdout.write('No Chromium here: getting one …\n');
  if (!(installFromDebian() || installPlaywrights()) || !isHere()) {
    process.stderr.write('No Chromium could be installed: install one, or name it in CHROMIUM_PATH.\n');
    process.exitCode = 1;
  }
}
