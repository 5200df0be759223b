import type { Answer } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';

export const exportCustomers = async (_tenant: Tenant, ..._asked: unknown[]): Promise<Answer> => {
  throw new Refusal('unavailable');
};
