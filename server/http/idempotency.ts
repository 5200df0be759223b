import { createHash } from 'node:crypto';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal, refuseField } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import type { Answer } from './answer.ts';

/** A request that its sender may repeat. */
export interface Repeatable {
  key: string;
  /** SHA-256 of what was asked: the same key with another request is a mistake. */
  hash: Buffer;
}

/** @throws Refusal invalid_request for a key that is empty, long or not plain ASCII */
export const repeatable = (
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
  return { key, hash: createHash('sha256').update(`${method} ${url}\n${body}`).digest() };
};

const kept = sql<Date>`now() - interval '48 hours'`;

/**
 * Does the work of a repeatable request at most once: the key is claimed, the work done and its answer kept in
 * one transaction. Whoever comes with the same key meanwhile waits for its end; whoever comes later gets the
 * first answer. A request that fails leaves no key behind, because it changed nothing.
 *
 * @throws Refusal idempotency_key_reused; a lock time-out (55P03) where the first takes too long
 */
export const once = async (
  tx: TenantTransaction,
  { key, hash }: Repeatable,
  work: () => Promise<Answer>,
): Promise<Answer> => {
  const mine = { tenant_org_id: tx.id, actor_id: tx.actor.id, key };
  const [claimed] = await tx.execute(
    query
      .insertInto('org_idempotency_keys')
      .values({ ...mine, request_hash: hash })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key'),
  );
  if (!claimed) {
    const [first] = await tx.execute(
      query
        .selectFrom('org_idempotency_keys')
        .select(['request_hash', 'answer'])
        .where((row) => row.and(mine)),
    );
    if (!first || !hash.equals(first.request_hash)) throw new Refusal('idempotency_key_reused');
    const answer = first.answer as unknown as Answer;
    return { ...answer, headers: { ...answer.headers, 'idempotent-replayed': 'true' } };
  }
  const { remembered, ...answer } = await work();
  const keep: Answer = remembered ? { ...answer, body: remembered } : answer;
  await tx.execute(
    query
      .with('forgotten', (of) =>
        of
          .deleteFrom('org_idempotency_keys')
          .where('tenant_org_id', '=', tx.id)
          .where('created_at', '<', kept),
      )
      .updateTable('org_idempotency_keys')
      .set({ answer: JSON.stringify(keep) })
      .where((row) => row.and(mine)),
  );
  return answer;
};
