import type { Context } from '@regulars/database/context-query';

/** The context of a role that works across tenants, and sees of each what its own grants and policies name. */
export const acrossTenants = (role: Exclude<Context['role'], 'regulars_tenant'>): Context => ({
  role,
  tenantId: '',
  actorId: 'regulars',
  actorName: '',
  requestId: '',
});
