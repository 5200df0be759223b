import type { Tenant as TenantFacts } from '@regulars/contract/tenant';
import type { Compilable, Database, Statements } from '@regulars/database/connect';
import type { Context } from '@regulars/database/context-query';
import type { Actor } from './actor.ts';
import { type Cursors, cursorsOf } from './cursors.ts';
import type { TenantFactsOf } from './tenant-facts.ts';

declare const scope: unique symbol;

/**
 * The database as one tenant: the capability that every verb asks for, made only here from an authenticated
 * actor. Each statement runs in a context that row-level security holds to that tenant.
 */
export interface Tenant extends Statements {
  readonly [scope]: 'statement' | 'transaction';
  readonly id: string;
  /** Country, currency, time zone … as of at most a few seconds ago. */
  facts(): Promise<TenantFacts>;
  /** Reads by key, on shared connections. */
  point: Statements;
  actor: Actor;
  cursors: Cursors;
}

/** The same within one transaction: all or nothing. For verbs of several dependent statements. */
export interface TenantTransaction extends Tenant {
  readonly [scope]: 'transaction';
}

const contextOf = (actor: Actor, requestId: string): Context => ({
  role: 'regulars_tenant',
  tenantId: actor.tenantId,
  actorId: actor.id,
  actorName: actor.name ?? '',
  requestId,
});

/** Opens tenants to actors. */
export const tenancy = (database: Database, tenantFactsOf: TenantFactsOf, cursorKey: Buffer) => {
  const tenant = (
    statements: Statements,
    point: Statements,
    actor: Actor,
    kind: 'statement' | 'transaction',
  ) =>
    ({
      id: actor.tenantId,
      actor,
      point,
      cursors: cursorsOf(actor.tenantId, cursorKey),
      facts: () => tenantFactsOf(actor.tenantId),
      execute: <Row>(query: Compilable<Row>) => statements.execute(query),
    }) as Tenant as typeof kind extends 'transaction' ? TenantTransaction : Tenant;

  return {
    /** Each statement is its own transaction. */
    asTenant: (actor: Actor, requestId: string): Tenant => {
      const context = contextOf(actor, requestId);
      return tenant(database.each(context), database.eachPointRead(context), actor, 'statement');
    },
    /** Commits when `work` resolves, rolls back when it rejects. */
    inTenant: <T>(actor: Actor, requestId: string, work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
      database.transaction(contextOf(actor, requestId), (statements) =>
        work(tenant(statements, statements, actor, 'transaction') as TenantTransaction),
      ),
  };
};
export type Tenancy = ReturnType<typeof tenancy>;
