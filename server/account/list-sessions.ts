import { isIP } from 'node:net';
import type { AccountSession } from '@regulars/contract/account';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { deviceOf } from '../sessions/device-of.ts';
import { momentText } from '../tenancy/moments.ts';
import type { OwnAccount } from './own-account.ts';

/** Where a person is signed in, last used first. */
export const listSessions = async ({ identity, personId, token }: OwnAccount): Promise<AccountSession[]> => {
  const mine = await token();
  const rows = await identity.execute(
    query
      .selectFrom('sys_sessions')
      .select(['id', 'token', 'user_agent', 'ip_address'])
      .select(momentText('created_at').as('createdAt'))
      .select(momentText('seen_at').as('seenAt'))
      .where('person_id', '=', personId)
      .where('expires_at', '>', sql<Date>`now()`)
      .orderBy('seen_at', 'desc')
      .orderBy('id', 'desc'),
  );
  return rows.map(({ id, token: own, user_agent, ip_address, createdAt, seenAt }) => ({
    id,
    isThisOne: own === mine,
    ...deviceOf(user_agent),
    address: ip_address && isIP(ip_address) !== 0 ? ip_address : null,
    createdAt,
    seenAt,
  }));
};
