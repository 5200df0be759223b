import { readFile } from 'node:fs/promises';
import { setTimeout as later } from 'node:timers/promises';
import type { Settings } from '../server/settings.ts';
import { type Check, ofABusiness, ofTheServer, Skipped, type Subject } from './checks.ts';
import { withThrowAwayBusinesses } from './throw-away-businesses.ts';

/**
 * Checks the server at `address` from end to end, in two businesses that are gone afterwards.
 *
 * @param settings those of the server
 * @param say is told a line for each check
 * @returns the names of the checks that failed
 */
export const smoke = async (address: string, settings: Settings, say: (line: string) => void) => {
  const failed: string[] = [];
  const runAll = async (checks: readonly Check[], subject: Subject) => {
    for (const { name, run } of checks) {
      try {
        await run(subject);
        say(`✓ ${name}`);
      } catch (error) {
        const why = (error as Error).message.replaceAll(/\s+/g, ' ').slice(0, 300);
        if (error instanceof Skipped) {
          say(`– ${name}: ${why}`);
        } else {
          failed.push(name);
          say(`✗ ${name}: ${why}`);
        }
      }
    }
  };
  const nobody = { email: '', password: '' };
  await runAll(ofTheServer, { address, one: nobody, other: nobody, codeFor: null });
  if (failed.length === 0) {
    await withThrowAwayBusinesses(settings, (one, other) =>
      runAll(ofABusiness, { address, one, other, codeFor: codeReader(settings) }),
    );
  }
  return failed;
};

const codeReader = ({ SMS_PROVIDER, SMS_OUTBOX_FILE }: Settings): Subject['codeFor'] => {
  if (SMS_PROVIDER !== 'file' || !SMS_OUTBOX_FILE) return null;
  return async (phone) => {
    for (let tries = 0; tries < 50; tries += 1) {
      const sent = (await readFile(SMS_OUTBOX_FILE, 'utf8').catch(() => '')).trim().split('\n');
      const last = sent.findLast((line) => line.includes(phone));
      const [, code] = /#(\d+)$/.exec(last ? JSON.parse(last).body : '') ?? [];
      if (code) return code;
      await later(100);
    }
    throw new Error('No code came');
  };
};
