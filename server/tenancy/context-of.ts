import type { Context } from '@regulars/database/context-query';
import type { Actor } from './actor.ts';

/** As whom statements run in the tenant of an actor. */
export const contextOf = (actor: Actor, requestId = ''): Context => ({
  role: 'regulars_tenant',
  tenantId: actor.tenantId,
  actorId: actor.id,
  actorName: actor.name ?? '',
  requestId,
});
