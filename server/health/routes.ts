import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { Hono } from 'hono';
import { identityContext } from '../sessions/auth.ts';
import type { RefusedWrites } from '../tenancy/refused-writes.ts';

/**
 * For load balancers: `/healthz` says that the process lives, `/readyz` that it can serve. One that can be read from is
 * ready, and `refusesWrites` says why no more.
 */
export const health = (database: Database, refused: RefusedWrites) =>
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
      const refusesWrites = refused.why();
      return c.json({ ready, ...(refusesWrites && { refusesWrites }) }, ready ? 200 : 503, {
        'cache-control': 'no-store',
      });
    });
