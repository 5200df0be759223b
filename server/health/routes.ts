import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { Hono } from 'hono';
import { identityContext } from '../sessions/auth.ts';

/** For load balancers: `/healthz` says that the process lives, `/readyz` that it can serve. */
export const health = (database: Database) =>
  new Hono()
    .get('/healthz', (c) => c.json({ alive: true }))
    .get('/readyz', async (c) => {
      const ready = await database
        .eachPointRead(identityContext)
        .execute(query.selectFrom('org_tenants_mst').select('id').limit(1))
        .then(
          () => true,
          () => false,
        );
      return c.json({ ready }, ready ? 200 : 503, { 'cache-control': 'no-store' });
    });
