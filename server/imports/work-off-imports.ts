import { randomBytes } from 'node:crypto';
import { setTimeout as later } from 'node:timers/promises';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { serverIn } from '../tenancy/actor.ts';
import { tenancy } from '../tenancy/in-tenant.ts';
import { isPassing } from '../tenancy/postgres-problems.ts';
import { tenantFacts } from '../tenancy/tenant-facts.ts';
import { type ImportAtWork, listImportsAtWork } from './list-imports-at-work.ts';

/** Between two looks at what is to be done. */
const lookMs = 500;

/** A long import of one business does not keep others waiting, nor does one business with many. */
export const importsAtOnce = 2;

/**
 * Works off imports for as long as the process lives. Any number of processes may: an import is in the hands of one at
 * a time. What failed because the database was away is tried again; anything else would fail again, and is its end.
 *
 * @param failed is told what went wrong
 * @returns stops behind the batches under way
 */
export const workOffImports = (
  database: Database,
  failed: (error: unknown) => void,
): (() => Promise<void>) => {
  const tenants = tenancy(database, tenantFacts(database), randomBytes(32));
  const stopping = new AbortController();
  const { signal } = stopping;
  /** By the business whose they are: one of each at a time. */
  const underWay = new Map<string, Promise<void>>();

  const workOff = async (work: ImportAtWork) => {
    try {
      // Read with the first import there is: most starts of a server meet none, and phones and workbooks take memory.
      const { workOffImport } = await import('./work-off-import.ts');
      await workOffImport(tenants, work, signal);
    } catch (error) {
      failed(error);
      if (!isPassing(error)) await giveUp(work).catch(failed);
    } finally {
      underWay.delete(work.tenantId);
    }
  };
  const giveUp = ({ tenantId, id }: ImportAtWork) =>
    tenants.asTenant(serverIn(tenantId), `import-${id}`).execute(
      query
        .updateTable('org_imports')
        .set({
          state: 'failed',
          failure_code: 'internal',
          failure_detail: 'Something went wrong on our side.',
          ended_at: sql<Date>`now()`,
        })
        .where('tenant_org_id', '=', tenantId)
        .where('id', '=', id),
    );

  const run = async () => {
    while (!signal.aborted) {
      const found = await listImportsAtWork(database).catch((error) => {
        failed(error);
        return [];
      });
      for (const work of found) {
        if (underWay.size < importsAtOnce && !underWay.has(work.tenantId))
          underWay.set(work.tenantId, workOff(work));
      }
      await later(lookMs, undefined, { signal }).catch(() => {});
    }
    await Promise.all(underWay.values());
  };
  const running = run();
  return () => {
    stopping.abort();
    return running;
  };
};
