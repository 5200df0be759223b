import { setTimeout as later } from 'node:timers/promises';
import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { dispatcher } from '../tenancy/across-tenants.ts';

/** Between two looks. */
const lookMs = 500;
const lookAgainMs = 2000;

/** Somebody who wants to know when something has changed in a tenant. */
export interface Follower {
  /** Resolves when something may have changed since it last did, or after `ms`; at once the first time. */
  news(ms: number): Promise<void>;
  leave(): void;
}

/**
 * Looks for news twice a second, in one statement for all tenants of whom somebody here wants to know; nobody: not at
 * all. Any number of processes may, and each sees all. What is missed while the database is away is found afterwards.
 */
export const tellOfNews = (database: Database, failed: (error: unknown) => void) => {
  const followers = new Set<{ tenantId: string; isDue: boolean; wake: () => void }>();
  let running = false;
  let seen: string | null = null;

  const look = async () => {
    const asked = [...new Set([...followers].map(({ tenantId }) => tenantId))];
    const [found] = await database.each(dispatcher).execute(
      sql<{ snapshot: string; isNew: boolean; tenants: string[] }>`
        select pg_current_snapshot()::text as snapshot,
          coalesce(pg_snapshot_xmax(${seen}::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot()), true) as "isNew",
          array(
            select distinct tenant_org_id from org_changes
            where tenant_org_id = any (${asked}::uuid[]) and xact >= pg_snapshot_xmin(${seen}::pg_snapshot)
              and not pg_visible_in_snapshot(xact, ${seen}::pg_snapshot)) as tenants`,
    );
    seen = found!.snapshot;
    const tenants = new Set(found!.tenants);
    for (const follower of followers) {
      // Before the first look, or after another database has taken over, anything may have changed.
      if (!found!.isNew && !tenants.has(follower.tenantId)) continue;
      follower.isDue = true;
      follower.wake();
    }
  };

  const run = async () => {
    running = true;
    while (followers.size > 0) {
      const pause = await look().then(
        () => lookMs,
        (error) => {
          failed(error);
          return lookAgainMs;
        },
      );
      await later(pause, undefined, { ref: false });
    }
    seen = null;
    running = false;
  };

  return (tenantId: string): Follower => {
    const follower = { tenantId, isDue: true, wake: () => {} };
    followers.add(follower);
    if (!running) void run();
    return {
      news: async (ms) => {
        if (!follower.isDue && followers.has(follower)) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, ms).unref();
            follower.wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
        follower.isDue = false;
      },
      leave: () => {
        followers.delete(follower);
        follower.wake();
      },
    };
  };
};
