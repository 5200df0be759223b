import { connect } from '@regulars/database/connect';
import { seedDemo } from './demo/seed-demo.ts';
import { runServer } from './run-server.ts';
import { createAuth } from './sessions/auth.ts';
import { environmentSettings } from './settings.ts';

/** `npm run demo`: the server on an embedded database of its own, with two businesses to try everything on. */
await runServer(
  () => ({ ...environmentSettings(), DATABASE_URL: undefined, DATA_DIR: process.env.DATA_DIR ?? '.demo' }),
  async ({ appUrl, ownerUrl }, secret) => {
    const database = connect(appUrl, { connections: 2 });
    try {
      return await seedDemo(
        database,
        createAuth(database, { secret, publicUrl: 'http://localhost' }),
        ownerUrl!,
      );
    } finally {
      await database.close();
    }
  },
);
