import type { Account, AccountChanges } from '@regulars/contract/account';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { getAccount } from './get-account.ts';

/** What a person says of themselves. */
export const updateAccount = async (
  identity: Statements,
  personId: string,
  { name, language, tourEnded }: AccountChanges,
): Promise<Account> => {
  if (name !== undefined || language !== undefined || tourEnded) {
    await identity.execute(
      query
        .updateTable('sys_people')
        .set({
          ...(name !== undefined && { name }),
          ...(language !== undefined && { language }),
          ...(tourEnded && { tour_ended_at: sql`coalesce(tour_ended_at, now())` }),
        })
        .where('id', '=', personId),
    );
  }
  return getAccount(identity, personId);
};
