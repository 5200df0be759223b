import type { Tenant as TenantFacts } from '@regulars/contract/tenant';
import type { Compilable, Database, Statements } from '@regulars/database/connect';
import type { Actor } from './actor.ts';
import { contextOf } from './context-of.ts';
import { type Cursors, cursorsOf } from './cursors.ts';
import type { FairShare } from './fair-share.ts';
import type { TenantFactsOf } from './tenant-facts.ts';

declare const scope: unique symbol;

/** Statements in the context of the tenant with this id. */
export interface TenantStatements extends Statements {
  readonly id: string;
}

/**
 * The database as one tenant: the capability that every verb asks for, made only here from an authenticated
 * actor. Each statement runs in a context that row-level security holds to that tenant.
 */
export interface Tenant extends TenantStatements {
  readonly [scope]: 'statement' | 'transaction';
  /** Country, currency, time zone … as of at most a few seconds ago. */
  facts(): Promise<TenantFacts>;
  /** They have been changed, and are committed. */
  forgetFacts(): void;
  /** Reads by key, on shared connections. */
  point: Statements;
  /** The rows of one statement as of one moment, some at a time; in a transaction of their own. */
  inBatches<Row>(query: Compilable<Row>): AsyncGenerator<Row[], void, undefined>;
  actor: Actor;
  cursors: Cursors;
  /** Several statements, all or nothing: a transaction of their own, or the one that is open already. */
  together<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T>;
}

/** The same within one transaction: all or nothing. For verbs of several dependent statements. */
export interface TenantTransaction extends Tenant {
  readonly [scope]: 'transaction';
}

/**
 * Opens tenants to actors.
 *
 * @param share of a tenant in the connections; a thread that has its own at work for few tenants wants none
 */
export const tenancy = (
  database: Database,
  tenantFactsOf: TenantFactsOf,
  cursorKey: Buffer,
  share: FairShare = (_, work) => work(),
) => {
  const capability = (actor: Actor, requestId: string, statements: Statements, point: Statements) => ({
    id: actor.tenantId,
    actor,
    point,
    cursors: cursorsOf(actor.tenantId, cursorKey),
    facts: () => tenantFactsOf(actor.tenantId),
    forgetFacts: () => tenantFactsOf.forget(actor.tenantId),
    execute: <Row>(query: Compilable<Row>) => statements.execute(query),
    inBatches: <Row>(query: Compilable<Row>) => database.inBatches(contextOf(actor, requestId), query),
  });

  /** Commits when `work` resolves, rolls back when it rejects. */
  const inTenant = <T>(
    actor: Actor,
    requestId: string,
    work: (tx: TenantTransaction) => Promise<T>,
  ): Promise<T> =>
    share(actor.tenantId, () =>
      database.transaction(contextOf(actor, requestId), (statements) => {
        const tx = {
          ...capability(actor, requestId, statements, statements),
          together: (part) => part(tx),
        } as TenantTransaction;
        return work(tx);
      }),
    );

  /** Each statement is its own transaction. */
  const asTenant = (actor: Actor, requestId: string): Tenant => {
    const context = contextOf(actor, requestId);
    const statements = database.each(context);
    const each: Statements = { execute: (query) => share(actor.tenantId, () => statements.execute(query)) };
    return {
      ...capability(actor, requestId, each, database.eachPointRead(context)),
      together: (work) => inTenant(actor, requestId, work),
    } as Tenant;
  };

  return { asTenant, inTenant };
};
export type Tenancy = ReturnType<typeof tenancy>;
