import type { Change } from '@regulars/contract/change';
import type { Database } from '@regulars/database/connect';
import type { Answer } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type Position, positionNow, readChanges } from './read-changes.ts';
import { tellOfNews } from './tell-of-news.ts';

/** So often something is sent in any case: a proxy takes a silent connection for a dead one. */
const heartbeatMs = 15_000;
/** Of one process. A browser watches with each window that is in view, a till with one program. */
const most = { ofActor: 20, ofTenant: 300 };

export interface Watchers {
  /** @throws Refusal too_many_watchers */
  watch(tenant: Tenant, headers: Headers): Promise<Answer>;
}

/**
 * Everybody who watches what changes in their business.
 *
 * @param patienceMs who has not taken by then what was sent is sent nothing more
 */
export const watchers = (
  database: Database,
  failed: (error: unknown) => void,
  patienceMs = 60_000,
): Watchers => {
  const follow = tellOfNews(database, failed);
  const places = countedPlaces();

  return {
    watch: async (tenant, headers) => {
      const { actor } = tenant;
      let position = resumedAt(tenant, headers) ?? (await positionNow(tenant));
      const giveBack = places.take(tenant.id, `${tenant.id} ${actor.kind} ${actor.id}`);
      const follower = follow(tenant.id);
      let isHere = true;
      const leave = () => {
        if (!isHere) return;
        isHere = false;
        giveBack();
        follower.leave();
      };

      /** Null: it is over. Who is cut off by what passes comes back to the position it was told. */
      const next = async (): Promise<string | null> => {
        await follower.news(heartbeatMs);
        if (!isHere) return null;
        const read = await readChanges(tenant, position);
        position = read.position;
        return read.changes.map(event).join('') + eventId(tenant, position);
      };
      const utf8 = new TextEncoder();
      let isOpen = true;
      let slow: NodeJS.Timeout | undefined;
      const of = new ReadableStream<Uint8Array>(
        {
          pull: async (controller) => {
            const end = () => {
              leave();
              if (isOpen) controller.close();
              isOpen = false;
            };
            clearTimeout(slow);
            const text = await next().catch(() => null);
            if (text === null || !isOpen) return end();
            controller.enqueue(utf8.encode(text));
            slow = setTimeout(end, patienceMs).unref();
          },
          cancel: () => {
            isOpen = false;
            clearTimeout(slow);
            leave();
          },
        },
        { highWaterMark: 0 },
      );
      return {
        status: 200,
        stream: { of, type: 'text/event-stream' },
        headers: { 'x-accel-buffering': 'no' },
      };
    },
  };
};

const event = (change: Change) => `data: ${JSON.stringify(change)}\n\n`;

const list = 'changes';
/** An event without data tells where to go on: `Last-Event-ID` of whoever comes back. */
const eventId = (tenant: Tenant, { snapshot, seconds }: Position) =>
  `id: ${tenant.cursors.seal(list, [snapshot, String(seconds)])}\n\n`;

const resumedAt = (tenant: Tenant, headers: Headers): Position | null => {
  const given = headers.get('last-event-id');
  if (!given) return null;
  try {
    const [snapshot = '', seconds] = tenant.cursors.open(list, given);
    return { snapshot, seconds: Number(seconds) };
  } catch {
    // It is not one of ours any more: as if it were too long ago.
    return { snapshot: '1:1:', seconds: 0 };
  }
};

/** Places of streams, counted for each tenant and each actor of one. */
const countedPlaces = () => {
  const taken = new Map<string, number>();
  const add = (key: string, one: 1 | -1) => {
    const now = (taken.get(key) ?? 0) + one;
    if (now === 0) taken.delete(key);
    else taken.set(key, now);
  };
  return {
    /** @returns gives them back */
    take: (tenant: string, actor: string) => {
      if ((taken.get(tenant) ?? 0) >= most.ofTenant || (taken.get(actor) ?? 0) >= most.ofActor)
        throw new Refusal('too_many_watchers', { headers: { 'retry-after': '30' } });
      for (const key of [tenant, actor]) add(key, 1);
      return () => {
        for (const key of [tenant, actor]) add(key, -1);
      };
    },
  };
};
