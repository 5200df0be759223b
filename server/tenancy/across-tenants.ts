import type { Context } from '@regulars/database/context-query';

/** The context of a role that works across tenants, and sees of each what its own grants and policies name. */
export const acrossTenants = (role: Exclude<Context['role'], 'regulars_tenant'>): Context => ({
  role,
  tenantId: '',
  actorId: 'regulars',
  actorName: '',
  requestId: '',
});

/** Deletes what nobody needs any more. */
export const cleaner = acrossTenants('regulars_cleaner');
/** Notes what became of messages. */
export const courier = acrossTenants('regulars_courier');
/** Tells which tenants have something to be done. */
export const dispatcher = acrossTenants('regulars_dispatcher');
/** Counts whoever is at the door. */
export const porter = acrossTenants('regulars_porter');
