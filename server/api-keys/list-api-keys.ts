import { query } from '@regulars/database/query';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { apiKeyColumns, isInForce } from './api-key-columns.ts';

/** The keys in force, newest first. */
export const listApiKeys = (tenant: Tenant) =>
  tenant.execute(
    query
      .selectFrom('org_api_keys')
      .select(apiKeyColumns)
      .where('tenant_org_id', '=', tenant.id)
      .where(isInForce)
      .orderBy('id', 'desc'),
  );
