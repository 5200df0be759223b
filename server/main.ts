import path from 'node:path';
import { serve } from '@hono/node-server';
import { connect } from '@regulars/database/connect';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { authSecret } from './auth-secret.ts';
import { openDatabase } from './open-database.ts';
import { environmentSettings, type Settings, StartError } from './settings.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Undone in the reverse order, whether at the end or at a start that failed half-way. */
const opened: (() => Promise<unknown>)[] = [];
const closeAll = async () => {
  for (let close = opened.pop(); close; close = opened.pop()) await close();
};

// Before anything is opened: Ctrl-C in the middle of the start closes what is open by then.
const stop = () =>
  closeAll().then(
    () => process.exit(0),
    () => process.exit(1),
  );
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

const start = async (settings: Settings) => {
  const log = pino({ level: settings.LOG_LEVEL });
  const secret = await authSecret(settings);
  const { appUrl, close } = await openDatabase(settings, (line) => log.info(line));
  opened.push(close);
  const database = connect(appUrl, {
    connections: settings.DATABASE_CONNECTIONS,
    prepared: settings.DATABASE_PREPARED_STATEMENTS === 'on',
  });
  opened.push(database.close);

  const local = `http://localhost:${settings.PORT}`;
  const { app, setupLink } = createApp(
    database,
    {
      secret,
      publicUrl: (settings.PUBLIC_URL ?? local).replace(/\/$/, ''),
      outsideTokens: {
        secret: settings.AUTH_JWT_SECRET,
        jwksUrl: settings.AUTH_JWKS_URL,
        audience: settings.AUTH_JWT_AUDIENCE,
        issuer: settings.AUTH_JWT_ISSUER,
      },
      adminFolder: path.join(import.meta.dirname, '../admin/dist'),
    },
    log,
  );

  const port = await listen(app, settings);
  const address = settings.PUBLIC_URL ?? `http://localhost:${port}`;
  say(`Regulars runs at ${address}`);
  const token = await setupLink.token();
  if (token) say(`Open your business once, with this link: ${address}/setup?token=${token}`);
};

const listen = (app: ReturnType<typeof createApp>['app'], { PORT, HOST }: Settings) =>
  new Promise<number>((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: PORT, hostname: HOST }, ({ port }) => resolve(port));
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StartError(`Port ${PORT} is taken: stop what uses it, or set PORT to another one.`)
          : error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL'
            ? new StartError(`${HOST}:${PORT} cannot be listened on (${error.code}): set HOST and PORT.`)
            : error,
      ),
    );
    opened.push(
      () =>
        new Promise((closed) => {
          server.close(closed);
          // Requests under way are answered; connections that wait for a next one are not waited for.
          if ('closeIdleConnections' in server) server.closeIdleConnections();
          setTimeout(closed, 5000).unref();
        }),
    );
  });

try {
  await start(environmentSettings());
} catch (error) {
  await closeAll();
  process.stderr.write(error instanceof StartError ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exit(1);
}
