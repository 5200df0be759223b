import type { Context } from '@regulars/database/context-query';
import type { Actor } from '../tenancy/actor.ts';

/**
 * People and memberships, those of one business: the database knows who acts, and holds them to the rules of the staff.
 * A key, or a token of another provider, is nobody whom it could take for a member, whatever its id.
 *
 * @param actor nobody where the server itself is at work
 */
export const staffContext = (
  tenantId: string,
  actor: Pick<Actor, 'id' | 'kind' | 'name'> | null = null,
  requestId = '',
): Context => ({
  role: 'regulars_identity',
  tenantId,
  actorId: actor?.kind === 'person' ? actor.id : (actor?.kind ?? 'regulars'),
  actorName: actor?.name ?? '',
  requestId,
});
