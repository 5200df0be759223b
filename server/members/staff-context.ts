import type { Context } from '@regulars/database/context-query';
import type { Actor } from '../tenancy/actor.ts';

/**
 * People and memberships, those of one business: the database knows who acts, and holds them to the rules of the staff.
 *
 * @param actor nobody where the server itself is at work
 */
export const staffContext = (
  tenantId: string,
  actor: Pick<Actor, 'id' | 'name'> = { id: 'regulars', name: null },
  requestId = '',
): Context => ({
  role: 'regulars_identity',
  tenantId,
  actorId: actor.id,
  actorName: actor.name ?? '',
  requestId,
});
