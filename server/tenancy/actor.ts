import type { Role } from '@regulars/contract/role';

declare const verified: unique symbol;

/**
 * Who acts, in which tenant, as what: made only by authenticate.ts from a verified session, token or key,
 * and the only thing from which a tenant context is ever set.
 */
export interface Actor {
  readonly [verified]?: true;
  /** Person id, `sub` of an outside token, or API key id. */
  id: string;
  kind: 'person' | 'token' | 'key';
  name: string | null;
  email: string | null;
  role: Role;
  tenantId: string;
}
