import { spawn } from 'node:child_process';
import path from 'node:path';

/**
 * `npm run check`: what can be told in seconds and without a database. Types, style, the direction of imports,
 * what nothing uses, and whether the generated contract is what the routes say.
 */
// TypeScript 7. What `tsc` names is 5.9: two tools need its programming interface, which 7 does not have yet.
const typescript = 'node_modules/typescript-native/bin/tsc';

const checks: Record<string, string[]> = {
  'types of server, contract, SDK': ['node', typescript, '-p', '.'],
  'types of the admin': ['node', typescript, '-p', 'admin'],
  'types of the browser tests': ['node', typescript, '-p', 'e2e'],
  'format and lint': ['biome', 'check', '--error-on-warnings', '.'],
  'direction of imports': [
    'depcruise',
    '--config',
    '.dependency-cruiser.mjs',
    'contract',
    'database',
    'linkage',
    'sdk',
    'server',
    'admin',
  ],
  'nothing unused': ['knip', '--no-progress'],
  'lock file whole, for every platform': ['node', 'complete-lock.ts', '--check'],
  'licences that may be passed on, packages as they were looked at': ['node', 'check-dependencies.ts'],
  'generated files up to date': ['node', 'generate.ts', '--check'],
};

/** Runs one check. @returns what it printed where it failed, null where all is well */
const runCheck = ([command = '', ...options]: string[]): Promise<string | null> =>
  new Promise((resolve) => {
    const tool = path.join(import.meta.dirname, 'node_modules/.bin', command);
    const child = spawn(tool, options, {
      cwd: import.meta.dirname,
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    child.stderr.on('data', (text) => {
      printed += text;
    });
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (code) => resolve(code === 0 ? null : printed || `exit code ${code}`));
  });

export const runChecks = async (): Promise<{ passed: number; failed: number }> => {
  let failed = 0;
  await Promise.all(
    Object.entries(checks).map(async ([name, command]) => {
      const failure = await runCheck(command);
      if (failure !== null) failed += 1;
      process.stdout.write(failure === null ? `✓ ${name}\n` : `✗ ${name}\n${failure}\n`);
    }),
  );
  return { passed: Object.keys(checks).length - failed, failed };
};

if (import.meta.main) process.exitCode = (await runChecks()).failed > 0 ? 1 : 0;
