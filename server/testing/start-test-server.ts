import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { connect } from '@regulars/database/connect';
import pg from 'pg';
import { createApp } from '../app.ts';
import { workOffImports } from '../imports/work-off-imports.ts';
import { runJobs } from '../jobs/run-jobs.ts';
import { createLog } from '../log.ts';
import { mailerOf } from '../mail/mailer.ts';
import { openDatabase } from '../open-database.ts';
import { createRecovery } from '../recovery/create-recovery.ts';
import { recoveryLinkOf } from '../recovery/recovery-link.ts';
import { identityContext } from '../sessions/auth.ts';
import { readSettings } from '../settings.ts';
import { startMails } from '../start-mails.ts';
import { outbox, testAppSettings } from './app-settings.ts';
import { startMailBox } from './mail-box.ts';
import { matchDuplicates } from './match-duplicates.ts';
import { peopleAndTenants, testSecret } from './people-and-tenants.ts';

/**
 * The whole server on a database of its own, at an address that a browser can open.
 *
 * @param environment as an operator would set it
 * @param adminFolder where the built admin is; null: the API alone
 */
export const startTestServer = async (
  environment: Record<string, string> = {},
  adminFolder: string | null = path.join(import.meta.dirname, '../../admin/dist'),
) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-e2e-'));
  const opened = await openDatabase(readSettings({ DATA_DIR: folder }));
  const database = connect(opened.appUrl);
  const log = createLog('error');
  const messages = outbox();

  // The port is known only once something listens on it, and the app has to know its own address.
  let app: ReturnType<typeof createApp> | undefined;
  const server = serve({
    fetch: (request: Request) => app!.app.fetch(request),
    port: 0,
    hostname: '127.0.0.1',
  });
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://localhost:${(server.address() as { port: number }).port}`;
  const startMail = async () => {
    const [box, jobs] = await Promise.all([startMailBox(), runJobs(opened.appUrl, [], log)]);
    const mailer = await mailerOf(readSettings({ SMTP_URL: box.url, MAIL_FROM: 'regulars@example.com' }));
    return {
      box,
      jobs,
      mails: await startMails(jobs, database, mailer!, { publicUrl: url, secret: testSecret }),
    };
  };
  // With the first mail: most tests send none.
  let mail: ReturnType<typeof startMail> | undefined;
  const started = () => {
    mail ??= startMail();
    return mail;
  };
  app = createApp(
    database,
    {
      ...testAppSettings(url, adminFolder, messages.file, environment),
      mails: {
        recovery: async (asked) => (await started()).mails.recovery(asked),
        invitation: async (token) => (await started()).mails.invitation(token),
      },
    },
    log,
  );
  const stopImports = workOffImports(database, (error) => log.error({ err: error }, 'imports'));
  const token = await app.setupLink.token();

  return {
    url,
    /** Runs one statement as the superuser: to move what no caller can, such as the time of a creation. */
    asOwner: async (text: string, values: unknown[] = []) => {
      const owner = new pg.Client({ connectionString: opened.ownerUrl! });
      await owner.connect();
      await owner.query(text, values);
      await owner.end();
    },
    /** Holds what a statement locks for as long as `work` takes: to look at what is under way, however fast it is. */
    whileLocked: async (statement: string, work: () => Promise<void>) => {
      const owner = new pg.Client({ connectionString: opened.ownerUrl! });
      await owner.connect();
      try {
        await owner.query('begin');
        await owner.query(statement);
        await work();
      } finally {
        await owner.end();
      }
    },
    /** Resolves when a statement of the server waits for such a lock. */
    untilWaiting: async () => {
      const owner = new pg.Client({ connectionString: opened.ownerUrl! });
      await owner.connect();
      const waits = async () =>
        (await owner.query("select from pg_stat_activity where wait_event_type = 'Lock'")).rowCount !== 0;
      while (!(await waits())) await later(50);
      await owner.end();
    },
    /** Good until the first tenant exists. */
    setupUrl: `${url}/setup?token=${token}`,
    /** What an operator's command prints. */
    recoveryLink: async (email: string) => {
      const identity = database.each(identityContext);
      return recoveryLinkOf(url, (await createRecovery(identity, email, { endsTwoFactor: true }))!);
    },
    /** Finds who may be here twice, as the server does within seconds of a change. */
    matchDuplicates: (tenantId: string) => matchDuplicates(database, tenantId),
    /** What was sent to phones. */
    messages,
    /** What came by mail. */
    mailsTo: async (email: string) => (await started()).box.to(email),
    ...peopleAndTenants(database, url),
    stop: async () => {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await stopImports();
      await mail?.then(async ({ box, jobs }) => {
        await jobs.stop();
        await box.stop();
      });
      await database.close();
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
