import { Refusal } from '../refusal.ts';

/** @throws Refusal unavailable where no connection of the tenant's share has become free in time */
export type FairShare = <T>(tenantId: string, work: () => Promise<T>) => Promise<T>;

/**
 * Lets each tenant have some of the connections at a time and no more: where one waits for itself, as behind a long
 * import, it takes the others' connections for as long.
 *
 * @param patienceMs as long as anybody waits for a connection
 */
export const fairShare = (most: number, patienceMs = 3000): FairShare => {
  const tenants = new Map<string, { taken: number; waiting: Set<() => void> }>();

  const take = async (tenantId: string): Promise<() => void> => {
    const tenant = tenants.get(tenantId) ?? { taken: 0, waiting: new Set() };
    tenants.set(tenantId, tenant);
    if (tenant.taken < most) tenant.taken += 1;
    else {
      await new Promise<void>((resolve, reject) => {
        const turn = () => {
          clearTimeout(tooLong);
          resolve();
        };
        const tooLong = setTimeout(() => {
          tenant.waiting.delete(turn);
          reject(new Refusal('unavailable'));
        }, patienceMs);
        tenant.waiting.add(turn);
      });
    }
    return () => {
      const [next] = tenant.waiting;
      if (next) {
        // What was taken is handed on.
        tenant.waiting.delete(next);
        next();
        return;
      }
      tenant.taken -= 1;
      if (tenant.taken === 0) tenants.delete(tenantId);
    };
  };

  return async (tenantId, work) => {
    const giveBack = await take(tenantId);
    try {
      return await work();
    } finally {
      giveBack();
    }
  };
};
