import { createHmac } from 'node:crypto';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal, refuseField } from '../refusal.ts';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';
import { isLockTimeout } from '../tenancy/postgres-problems.ts';
import { seal, unseal } from '../tenancy/seal.ts';
import type { Answer } from './answer.ts';

/** A request that its sender may repeat. */
export interface Repeatable {
  key: string;
  /** HMAC-SHA-256 of what was asked: the same key with another request is a mistake. Some requests could be guessed. */
  hash: Buffer;
  /** With which answers are sealed. */
  sealKey: Buffer;
}

/**
 * @param secret of this server
 * @throws Refusal invalid_request for a key that is empty, long or not plain ASCII
 */
export const repeatable = (
  secret: Buffer,
  headers: Headers,
  method: string,
  url: string,
  body: string,
): Repeatable | null => {
  const key = headers.get('idempotency-key');
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw refuseField(
      'Idempotency-Key',
      'invalid_value',
      'The header takes 1 to 255 visible ASCII characters.',
    );
  }
  return {
    key,
    hash: createHmac('sha256', secret).update(`${method} ${url}\n${body}`).digest(),
    sealKey: createHmac('sha256', secret).update('seal').digest(),
  };
};

const kept = sql<Date>`now() - interval '48 hours'`;

/**
 * Does the work of a repeatable request at most once: the key is claimed, the work done and its answer kept in
 * one transaction. Whoever comes with the same key meanwhile waits for its end; whoever comes later gets the
 * first answer. A request that fails leaves no key behind, because it changed nothing.
 *
 * @throws Refusal idempotency_key_reused; idempotency_key_in_use where the first takes too long
 */
export const once = async (
  tx: TenantTransaction,
  repeated: Repeatable,
  work: () => Promise<Answer>,
): Promise<Answer> => {
  const first = await claim(tx, repeated);
  if (first) return replayed(first);
  const answer = await work();
  await keep(tx, repeated, answer);
  return shown(answer);
};

/** After this long without an answer, whoever claimed a key in steps is not coming back. */
const abandoned = sql<Date>`now() - interval '30 seconds'`;

/**
 * The same for work that no transaction can span, because it asks something outside: the claim is committed
 * before it and taken back where it fails. Whoever comes meanwhile is told to wait.
 *
 * @throws Refusal idempotency_key_reused, idempotency_key_in_use
 */
export const onceInSteps = async (
  tenant: Tenant,
  repeated: Repeatable,
  work: () => Promise<Answer>,
): Promise<Answer> => {
  const mine = rowOf(tenant, repeated);
  const first = await tenant.together(async (tx) => {
    await tx.execute(
      query
        .deleteFrom('org_idempotency_keys')
        .where((row) => row.and(mine))
        .where('answer', 'is', null)
        .where('created_at', '<', abandoned),
    );
    return claim(tx, repeated);
  });
  if (first) return replayed(first);
  try {
    const answer = await work();
    await keep(tenant, repeated, answer);
    return shown(answer);
  } catch (error) {
    await tenant.execute(query.deleteFrom('org_idempotency_keys').where((row) => row.and(mine)));
    throw error;
  }
};

/** @returns null where the key is ours now; what was answered first; or that nothing has been answered yet */
const claim = async (tx: Tenant, repeated: Repeatable): Promise<Answer | 'under way' | null> => {
  const mine = rowOf(tx, repeated);
  const inserted = tx.execute(
    query
      .insertInto('org_idempotency_keys')
      .values({ ...mine, request_hash: repeated.hash })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key'),
  );
  const [claimed] = await inserted.catch((error: unknown) => {
    // Only here is it the first with this key who is waited for; in the work it is anybody who holds what it needs.
    throw isLockTimeout(error) ? inUse() : error;
  });
  if (claimed) return null;
  const [first] = await tx.execute(
    query
      .selectFrom('org_idempotency_keys')
      .select(['request_hash', 'answer'])
      .where((row) => row.and(mine)),
  );
  // It failed between the two statements: its retry may claim the key.
  if (!first) return 'under way';
  if (!repeated.hash.equals(first.request_hash)) throw new Refusal('idempotency_key_reused');
  const answer = first.answer as Answer | { sealed: string } | null;
  if (answer === null) return 'under way';
  if (typeof answer.sealed !== 'string') return answer as Answer;
  const opened = unseal(repeated.sealKey, placeOf(mine), answer.sealed);
  // The server has another secret since.
  if (opened === null) throw new Refusal('idempotency_key_reused');
  return JSON.parse(opened);
};

const rowOf = (tenant: Tenant, { key }: Repeatable) => ({
  tenant_org_id: tenant.id,
  actor_id: tenant.actor.id,
  key,
});
const placeOf = (row: ReturnType<typeof rowOf>) => JSON.stringify(row);

const inUse = () => new Refusal('idempotency_key_in_use', { headers: { 'retry-after': '1' } });

const replayed = (first: Answer | 'under way'): Answer => {
  if (first === 'under way') throw inUse();
  return { ...first, headers: { ...first.headers, 'idempotent-replayed': 'true' } };
};

const shown = ({ remembered: _, sealed: __, ...answer }: Answer): Answer => answer;

/** Keeps the answer under its key, and forgets keys of the past. */
const keep = async (
  tenant: Tenant,
  repeated: Repeatable,
  { remembered, sealed, ...answer }: Answer,
): Promise<void> => {
  const mine = rowOf(tenant, repeated);
  const body = remembered ?? answer.body;
  // As text: jsonb puts the fields of an object in another order.
  const text = JSON.stringify({ ...answer, body: typeof body === 'object' ? JSON.stringify(body) : body });
  await tenant.execute(
    query
      .with('forgotten', (of) =>
        of
          .deleteFrom('org_idempotency_keys')
          .where('tenant_org_id', '=', tenant.id)
          .where('created_at', '<', kept),
      )
      .updateTable('org_idempotency_keys')
      .set({
        answer: sealed ? JSON.stringify({ sealed: seal(repeated.sealKey, placeOf(mine), text) }) : text,
      })
      .where((row) => row.and(mine)),
  );
};
