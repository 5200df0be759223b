import type { Tenant, TenantChanges } from './schema.ts';
import type { CallOptions, Send } from './transport.ts';

/** The business that one works in. */
export interface TenantCalls {
  get(options?: CallOptions): Promise<Tenant>;
  /** Changes only what `changes` names; null clears. */
  update(changes: TenantChanges, options?: CallOptions): Promise<Tenant>;
}

const path = '/api/v1/tenant';

export const tenantOf = (send: Send): TenantCalls => ({
  get: (options = {}) => send<'getTenant'>({ method: 'GET', path }, options),
  update: (changes, options = {}) => send<'updateTenant'>({ method: 'PATCH', path, body: changes }, options),
});
