import { existsSync } from 'node:fs';
import path from 'node:path';
import { connect } from '@regulars/database/connect';
import { createApp } from './app.ts';
import { appSettingsOf } from './app-settings.ts';
import { authSecret } from './auth-secret.ts';
import { startMatching } from './duplicates/start-matching.ts';
import { listen } from './http/listen.ts';
import { startImporting } from './imports/start-importing.ts';
import { runJobs } from './jobs/run-jobs.ts';
import { scheduledJobs } from './jobs/scheduled-jobs.ts';
import { createLog } from './log.ts';
import { mailerOf } from './mail/mailer.ts';
import { messengerOf } from './messages/messenger-of.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { publicUrlOf, type Settings, StartError } from './settings.ts';
import { startMails } from './start-mails.ts';
import { openTelemetry } from './telemetry/telemetry.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Undone in the reverse order, whether at the end or at a start that failed half-way. */
const opened: (() => Promise<unknown>)[] = [];
const closeAll = async () => {
  for (let close = opened.pop(); close; close = opened.pop()) await close();
};

/** Longer than anything may take that is waited for at the end. */
const longestEndMs = 30_000;

const end = (code: number) => {
  setTimeout(() => {
    process.stderr.write('Not everything has ended in time.\n');
    process.exit(1);
  }, longestEndMs).unref();
  return closeAll().then(
    () => process.exit(code),
    () => process.exit(1),
  );
};
const stop = () => end(0);
/** Every connection goes on looking for the database where it was. */
const moved = () => {
  process.stderr.write(
    'The embedded PostgreSQL is on another port now: this server has to be started again.\n',
  );
  void end(1);
};

const adminFolder = path.join(import.meta.dirname, '../admin/dist');

const start = async (settings: Settings, prepare: Preparation): Promise<void> => {
  if (!existsSync(adminFolder)) {
    throw new StartError(
      'The admin has not been built: use "npm start", or run "node admin/build.ts" first.',
    );
  }
  const telemetry = await openTelemetry(settings);
  opened.push(telemetry.close);
  const log = createLog(settings.LOG_LEVEL, { hooks: telemetry.hooks });
  // Whatever can be wrong with the settings is found before anything is made.
  const messenger = messengerOf(settings);
  const mailer = await mailerOf(settings);
  const secret = await authSecret(settings);

  const { HOST, PORT, DATABASE_CONNECTIONS: connections, DATABASE_PREPARED_STATEMENTS: prepared } = settings;
  const openedDatabase = await openDatabase(settings, { log, moved });
  opened.push(openedDatabase.close);
  const { appUrl, directUrl } = openedDatabase;
  const database = telemetry.watchDatabase(
    connect(appUrl, { connections, prepared, heartbeatUrl: directUrl }),
  );
  opened.push(database.close);
  const welcome = await prepare(openedDatabase, secret);

  const publicUrl = publicUrlOf(settings);
  const jobs = await runJobs(directUrl, scheduledJobs(database).map(telemetry.watchJob), log);
  opened.push(jobs.stop);
  const { watchJob } = telemetry;
  const mails = mailer && (await startMails(jobs, database, mailer, { publicUrl, secret, watchJob }));
  opened.push(startMatching(directUrl, prepared, log));
  opened.push(startImporting(directUrl, prepared, log));

  const stopping = new AbortController();
  const { signal } = stopping;
  const made = {
    secret,
    messenger,
    publicUrl,
    stopping: signal,
    mails,
    adminFolder,
    telemetry,
  };
  const { app, setupLink } = createApp(database, appSettingsOf(settings, made), log);
  const { port, close } = await listen(app.fetch, { port: PORT, host: HOST }).catch((error) => {
    throw listenError(error, HOST, PORT);
  });
  opened.push(() => {
    stopping.abort();
    return close();
  });

  const address = settings.PUBLIC_URL ?? `http://localhost:${port}`;
  const token = await setupLink.token();
  say(
    [
      `Regulars runs at ${address}`,
      ...welcome,
      ...(token ? [`Open your business once, with this link: ${address}/setup?token=${token}`] : []),
    ].join('\n'),
  );
};

const listenError = (error: NodeJS.ErrnoException, host: string, port: number) => {
  if (error.code === 'EADDRINUSE') {
    return new StartError(`Port ${port} is taken: stop what uses it, or set PORT to another one.`);
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new StartError(`Nothing can listen on ${host}:${port} (${error.code}): set HOST and PORT.`);
  }
  return error;
};

/** What happens between opening the database and the first request; answers lines to print. */
export type Preparation = (opened: OpenDatabase, secret: string) => Promise<string[]>;

/** Starts the server and keeps it until SIGINT or SIGTERM; a start that cannot be says why and ends the process. */
export const runServer = async (
  settings: () => Settings,
  prepare: Preparation = async () => [],
): Promise<void> => {
  // Before anything is opened: Ctrl-C in the middle of the start closes what is open by then.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await start(settings(), prepare);
  } catch (error) {
    await closeAll();
    process.stderr.write(error instanceof StartError ? `${error.message}\n` : `${(error as Error).stack}\n`);
    process.exit(1);
  }
};
