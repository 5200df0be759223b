import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { apiKeyColumns } from './api-key-columns.ts';

/** @returns the key as it was. @throws Refusal not_found */
export const revokeApiKey = async (tx: TenantTransaction, id: string) => {
  const [revoked] = await tx.execute(
    query
      .updateTable('org_api_keys')
      .set({ revoked_at: sql`now()` })
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning(apiKeyColumns),
  );
  if (!revoked) throw new Refusal('not_found');
  return revoked;
};
