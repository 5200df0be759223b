import type { JsonText } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';

export const cancelImport = async (_tenant: Tenant, ..._asked: unknown[]): Promise<JsonText> => {
  throw new Refusal('unavailable');
};
