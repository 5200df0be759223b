import { createServer, type Socket } from 'node:net';
import { expect } from 'vitest';
import { type Jobs, runJobs } from '../jobs/run-jobs.ts';
import { createLog } from '../log.ts';
import { mailerOf } from '../mail/mailer.ts';
import { readSettings } from '../settings.ts';
import { type Mails, startMails } from '../start-mails.ts';
import { asOwner } from './as-owner.ts';
import { emptyDatabase } from './empty-database.ts';
import { startMailBox } from './mail-box.ts';
import { testSecret } from './people-and-tenants.ts';
import { testApi } from './test-api.ts';

export const mailUrl = 'http://customers.example.com';
export const MAIL_FROM = 'regulars@example.com';
const patient = { timeout: 20_000 };

/** The API with the queues and a server for mail behind it, as the server puts them together, on a database of its own. */
export const apiWithMail = async () => {
  const [database, box] = await Promise.all([emptyDatabase(), startMailBox()]);
  /** What the jobs wrote into the log. */
  const logged: string[] = [];

  const run = (text: string, values: unknown[] = []) => asOwner(text, values, database.ownerUrl);

  let current: { jobs: Jobs; mails: Mails; clock: object[] };
  const api = testApi({
    appUrl: database.appUrl,
    publicUrl: mailUrl,
    mails: {
      recovery: (asked) => current.mails.recovery(asked),
      invitation: (token) => current.mails.invitation(token),
    },
  });
  const startWith = async (SMTP_URL: string) => {
    const mailer = await mailerOf(readSettings({ SMTP_URL, MAIL_FROM }));
    const log = createLog('warn', { to: { write: (line: string) => void logged.push(line) } });
    const jobs = await runJobs(database.appUrl, [], log);
    const whereFrom = { publicUrl: mailUrl, secret: testSecret };
    const mails = await startMails(jobs, api.database, mailer!, whereFrom);
    // Tests say when it ticks.
    const clock = await run('delete from regulars_jobs.schedule returning name, cron');
    return { jobs, mails, clock };
  };
  current = await startWith(box.url);

  const states = async (name: string) =>
    (await run('select state::text from regulars_jobs.job where name = $1 order by created_on', [name])).map(
      ({ state }) => String(state),
    );

  return {
    api,
    appUrl: database.appUrl,
    box,
    logged,
    /** One statement as the superuser. */
    asOwner: run,
    /** The last of so many mails to somebody, once they are there. */
    to: async (email: string, count = 1) => {
      await expect.poll(() => box.to(email).length, patient).toBe(count);
      return box.to(email).at(-1)!;
    },
    states,
    untilStates: (name: string, expected: string[]) =>
      expect.poll(() => states(name), patient).toEqual(expected),
    /** What has failed is not waited for. */
    tryAgain: () => run(`update regulars_jobs.job set start_after = now() where state = 'retry'`),
    /** What would go on by the clock. */
    clock: current.clock,
    /** What the clock does at the full minute. */
    tick: async () => {
      await run(`insert into regulars_jobs.job (name, data) values ('queue-notices', '{}')`);
      await expect
        .poll(
          () =>
            run(
              `select from regulars_jobs.job where name = 'queue-notices' and state in ('created', 'active')`,
            ),
          patient,
        )
        .toEqual([]);
    },
    /** Does something while the server for mail takes calls and says nothing; then whatever called it has failed. */
    whileSilent: async (work: (untilCalled: () => Promise<void>) => Promise<void>) => {
      const sockets: Socket[] = [];
      const silent = createServer((socket) => void sockets.push(socket.on('error', () => {})));
      await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
      // The queue is for all processes: this one alone works on it now.
      await current.jobs.stop();
      const { port } = silent.address() as { port: number };
      current = await startWith(`smtp://127.0.0.1:${port}`);
      await work(() => expect.poll(() => sockets.length, patient).toBeGreaterThan(0));
      for (const socket of sockets) socket.destroy();
      silent.close();
      await current.jobs.stop();
      current = await startWith(box.url);
    },
    stop: async () => {
      await current.jobs.stop();
      await api.close();
      await box.stop();
      await database.drop();
    },
  };
};
