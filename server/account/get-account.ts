import type { Account } from '@regulars/contract/account';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';

const shown = [
  'name',
  'email',
  'language',
  'two_factor_enabled as twoFactor',
  sql<boolean>`tour_ended_at is not null`.as('tourEnded'),
] as const;

/** @throws Refusal not_found: the person is gone */
export const getAccount = async (identity: Statements, personId: string): Promise<Account> => {
  const [found] = await identity.execute(
    query.selectFrom('sys_people').select(shown).where('id', '=', personId),
  );
  if (!found) throw new Refusal('not_found');
  return found as Account;
};
