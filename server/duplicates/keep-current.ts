import { randomBytes } from 'node:crypto';
import { setTimeout as later } from 'node:timers/promises';
import type { Database } from '@regulars/database/connect';
import { tenancy } from '../tenancy/in-tenant.ts';
import { tenantFacts } from '../tenancy/tenant-facts.ts';
import { isModelDue, learnModel } from './learn-model.ts';
import { listWaitingTenants } from './list-waiting-tenants.ts';
import { matchOneByOne } from './match-one-by-one.ts';
import { matchQueued } from './match-queued.ts';

/** Between two looks at the queue that found nothing. */
const idleMs = 1000;
const learnAgainMs = 10 * 60_000;

/**
 * Works off what is queued, tenant by tenant a batch each, for as long as the process lives. Any number of processes
 * may: in one tenant one of them works at a time.
 *
 * @param failed is told what went wrong in a tenant; the others go on, and it is tried again
 * @returns stops after the batch under way
 */
export const keepCurrent = (database: Database, failed: (error: unknown) => void): (() => Promise<void>) => {
  const tenants = tenancy(database, tenantFacts(database), randomBytes(32));
  const stopping = new AbortController();
  const { signal } = stopping;

  /** By tenant: after learning failed, not again before then. */
  const learnAgainAt = new Map<string, number>();
  const learn = async (tenantId: string) => {
    if ((learnAgainAt.get(tenantId) ?? 0) > Date.now()) return;
    try {
      if (await isModelDue(tenants, tenantId)) await learnModel(tenants, tenantId);
      learnAgainAt.delete(tenantId);
    } catch (error) {
      learnAgainAt.set(tenantId, Date.now() + learnAgainMs);
      failed(error);
    }
  };

  const workIn = async (tenantId: string): Promise<boolean> => {
    await learn(tenantId);
    try {
      return ((await matchQueued(tenants, tenantId)) ?? 0) > 0;
    } catch (error) {
      let found = false;
      const done = await matchOneByOne(tenants, tenantId, (ofCustomer) => {
        found = true;
        failed(ofCustomer);
      }).catch(() => 0);
      if (!found) failed(error);
      return done > 0;
    }
  };

  const run = async () => {
    while (!signal.aborted) {
      let worked = false;
      const waiting = await listWaitingTenants(database).catch((error) => {
        failed(error);
        return [];
      });
      for (const tenantId of waiting) {
        if (!signal.aborted) worked = (await workIn(tenantId)) || worked;
      }
      if (!worked) await later(idleMs, undefined, { signal }).catch(() => {});
    }
  };
  const running = run();
  return () => {
    stopping.abort();
    return running;
  };
};
