import type { Role } from '@regulars/contract/role';

declare const verified: unique symbol;

/**
 * Who acts, in which tenant, as what: made only by authenticate.ts from a verified session, token or key, or below
 * for work of the server's own, and the only thing from which a tenant context is ever set.
 */
export interface Actor {
  readonly [verified]?: true;
  /** Person id, `sub` of an outside token, or API key id; `regulars` for the server. */
  id: string;
  kind: 'person' | 'token' | 'key';
  name: string | null;
  email: string | null;
  role: Role;
  tenantId: string;
}

/** The server, at work for somebody who asked for it and was allowed to: history names them. */
export const onBehalfOf = (tenantId: string, { id, name }: { id: string; name: string | null }): Actor => ({
  ...serverIn(tenantId),
  id,
  name,
});

/** The server itself, at work in a tenant that no request asked for. */
export const serverIn = (tenantId: string): Actor => ({
  id: 'regulars',
  // It signs in nowhere; of those who do it is most like an integration.
  kind: 'key',
  name: null,
  email: null,
  role: 'staff',
  tenantId,
});
