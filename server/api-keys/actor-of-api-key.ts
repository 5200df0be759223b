import { timingSafeEqual } from 'node:crypto';
import type { Role } from '@regulars/contract/role';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { type Actor, serverIn } from '../tenancy/actor.ts';
import { contextOf } from '../tenancy/context-of.ts';
import { isInForce } from './api-key-columns.ts';
import { apiKeyToken } from './api-key-token.ts';

/** Who an API key stands for; null for one that is unknown, revoked or expired. */
export const actorOfApiKey = async (database: Database, token: string): Promise<Actor | null> => {
  const read = apiKeyToken.read(token);
  if (!read) return null;
  const context = contextOf(serverIn(read.tenantId));
  const [found] = await database
    .eachPointRead(context)
    .execute(
      query
        .selectFrom('org_api_keys')
        .select(['id', 'name', 'role', 'secret_hash'])
        .select(sql<boolean>`last_used_at > now() - interval '5 minutes'`.as('isNoted'))
        .where('tenant_org_id', '=', read.tenantId)
        .where('id', '=', read.id)
        .where(isInForce),
    );
  if (!found || !timingSafeEqual(found.secret_hash, read.hash)) return null;
  if (!found.isNoted) {
    await database
      .each(context)
      .execute(
        query
          .updateTable('org_api_keys')
          .set({ last_used_at: sql`now()` })
          .where('tenant_org_id', '=', read.tenantId)
          .where('id', '=', read.id),
      );
  }
  return {
    id: found.id,
    kind: 'key',
    name: found.name,
    email: null,
    role: found.role as Role,
    tenantId: read.tenantId,
  };
};
