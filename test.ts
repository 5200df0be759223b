import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runChecks } from './check.ts';

/**
 * `npm test`: everything, for real. Checks, then unit, database and HTTP tests on a PostgreSQL of their own, then
 * browser tests against the built admin, then three minutes at the counters of fifty businesses. Ends with one line of
 * counts; its exit code is 0 when nothing failed.
 *
 * What fails is tried once more, and is named at the end when it passes then: chance stops nobody's work, and is
 * hidden from nobody.
 */
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Names of what passed only at the second try. */
  byChance: string[];
}

const root = import.meta.dirname;
const reports = await mkdtemp(path.join(tmpdir(), 'regulars-reports-'));

const run = (command: string, options: string[], environment: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(path.join(root, 'node_modules/.bin', command), options, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });

const report = async (file: string) => JSON.parse(await readFile(file, 'utf8').catch(() => 'null'));

const none = (): Counts => ({ passed: 0, failed: 0, skipped: 0, byChance: [] });

/** A run that ended badly without a failed test (a crash, a set-up that threw) is one failure. */
const counts = (code: number, told: Counts | null): Counts => {
  const { failed, ...others } = told ?? none();
  return { ...others, failed: failed || (code === 0 && told ? 0 : 1) };
};

interface VitestFile {
  name: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
}

const units = async (): Promise<Counts> => {
  const file = path.join(reports, 'vitest.json');
  const code = await run('vitest', [
    'run',
    '--retry=1',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const told = await report(file);
  return counts(
    code,
    told && {
      passed: told.numPassedTests,
      failed: told.numFailedTests,
      skipped: told.numPendingTests + told.numTodoTests,
      byChance: (told.testResults as VitestFile[]).flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
          .map(
            ({ fullName, failureMessages: [why = ''] }) =>
              `${path.relative(root, name)}: ${fullName}\n  ${why.split('\n')[0]}`,
          ),
      ),
    },
  );
};

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: { file: string; title: string; tests: { status: string }[] }[];
}
const flaky = ({ suites = [], specs }: PlaywrightSuite): string[] => [
  ...specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
    .map(({ file, title }) => `e2e/${file}: ${title}`),
  ...suites.flatMap(flaky),
];

const browser = async (): Promise<Counts> => {
  const file = path.join(reports, 'playwright.json');
  const ready =
    (await run('node', ['admin/build.ts'])) === 0 && (await run('node', ['e2e/find-chromium.ts'])) === 0;
  if (!ready) return counts(1, null);
  const code = await run('playwright', ['test', '-c', 'e2e', '--retries=1', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const told = await report(file);
  return counts(
    code,
    told && {
      passed: told.stats.expected + told.stats.flaky,
      failed: told.stats.unexpected,
      skipped: told.stats.skipped,
      byChance: (told.suites as PlaywrightSuite[]).flatMap(flaky),
    },
  );
};

/** No request fails and memory stays flat; for longer: `npm run soak`. */
const soak = async (): Promise<Counts> => {
  const options = ['bench/soak.ts', '--minutes', '3', '--customers', '50', '--quiet'];
  const first = await run('node', options);
  const code = first === 0 ? first : await run('node', options);
  const name = 'bench/soak.ts: three minutes at the counter';
  return {
    ...none(),
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    byChance: first === code ? [] : [name],
  };
};

const total = none();
for (const part of [async () => ({ ...none(), ...(await runChecks()) }), units, browser, soak]) {
  const { passed, failed, skipped, byChance } = await part();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  total.byChance.push(...byChance);
}
await rm(reports, { recursive: true, force: true });
for (const name of total.byChance) process.stdout.write(`\nPassed only at the second try: ${name}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
