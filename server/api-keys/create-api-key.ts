import type { NewApiKey } from '@regulars/contract/api-key';
import { query } from '@regulars/database/query';
import { refuseField } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { apiKeyColumns } from './api-key-columns.ts';
import { apiKeyToken } from './api-key-token.ts';

/**
 * @returns the key, and its secret beside it, which is nowhere else
 * @throws Refusal invalid_request: it would have expired already
 */
export const createApiKey = async (tx: TenantTransaction, { name, role, expiresAt }: NewApiKey) => {
  // In UTC: PostgreSQL takes no offset beyond 15:59.
  const expires = expiresAt ? new Date(expiresAt) : null;
  if (expires && expires.getTime() <= Date.now()) {
    throw refuseField('/expiresAt', 'invalid_value', 'This moment has passed.');
  }
  const id = crypto.randomUUID();
  const { token: key, hash } = apiKeyToken.create(tx.id, id);
  const [created] = await tx.execute(
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
      })
      .returning(apiKeyColumns),
  );
  return { created: created!, key };
};
