import { timingSafeEqual } from 'node:crypto';
import type { Role } from '@regulars/contract/role';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import type { Actor } from '../tenancy/actor.ts';
import { readApiKeyToken } from './api-key-token.ts';

/** Who an API key stands for; null for one that is unknown or revoked. */
export const actorOfApiKey = async (database: Database, token: string): Promise<Actor | null> => {
  const read = readApiKeyToken(token);
  if (!read) return null;
  const context = {
    role: 'regulars_tenant',
    tenantId: read.tenantId,
    actorId: '',
    actorName: '',
    requestId: '',
  } as const;
  const [found] = await database
    .eachPointRead(context)
    .execute(
      query
        .selectFrom('org_api_keys')
        .select(['id', 'name', 'role', 'secret_hash'])
        .where('tenant_org_id', '=', read.tenantId)
        .where('id', '=', read.id)
        .where('revoked_at', 'is', null),
    );
  if (!found || !timingSafeEqual(found.secret_hash, read.hash)) return null;
  return {
    id: found.id,
    kind: 'key',
    name: found.name,
    email: null,
    role: found.role as Role,
    tenantId: read.tenantId,
  };
};
