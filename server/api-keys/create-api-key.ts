import type { NewApiKey } from '@regulars/contract/api-key';
import { query } from '@regulars/database/query';
import { Refusal, refuseField } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { violates } from '../tenancy/postgres-problems.ts';
import { apiKeyColumns } from './api-key-columns.ts';
import { apiKeyToken } from './api-key-token.ts';

/**
 * @returns the key, and its secret beside it, which is nowhere else
 * @throws Refusal invalid_request: it would have expired already; forbidden: a key makes none, nor who just lost the right
 */
export const createApiKey = async (tx: TenantTransaction, { name, role, expiresAt }: NewApiKey) => {
  if (tx.actor.kind === 'key') throw new Refusal('forbidden', { detail: 'Keys make no keys.' });
  // In UTC: PostgreSQL takes no offset beyond 15:59.
  const expires = expiresAt ? new Date(expiresAt) : null;
  if (expires && expires.getTime() <= Date.now()) {
    throw refuseField('/expiresAt', 'invalid_value', 'This moment has passed.');
  }
  const id = crypto.randomUUID();
  const { token: key, hash } = apiKeyToken.create(tx.id, id);
  const [created] = await tx
    .execute(
      query
        .insertInto('org_api_keys')
        .values({
          tenant_org_id: tx.id,
          id,
          name,
          role,
          expires_at: expires?.toISOString() ?? null,
          secret_hash: hash,
          start: key.slice(0, 12),
          made_by: tx.actor.kind === 'person' ? 'member' : 'token',
        })
        .returning(apiKeyColumns),
    )
    .catch((error: unknown) => {
      if (violates(error, 'keys_by_admins')) throw new Refusal('forbidden');
      throw error;
    });
  return { created: created!, key };
};
