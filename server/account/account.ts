import type { Account, AccountChanges } from '@regulars/contract/account';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';

const shown = ['name', 'email', 'language', 'two_factor_enabled as twoFactor'] as const;

/** @throws Refusal not_found: the person is gone */
export const accountOf = async (identity: Statements, personId: string): Promise<Account> => {
  const [found] = await identity.execute(
    query.selectFrom('sys_people').select(shown).where('id', '=', personId),
  );
  if (!found) throw new Refusal('not_found');
  return found as Account;
};

/** What a person says of themselves. */
export const updateAccount = async (
  identity: Statements,
  personId: string,
  { name, language }: AccountChanges,
): Promise<Account> => {
  if (name !== undefined || language !== undefined) {
    await identity.execute(
      query
        .updateTable('sys_people')
        .set({ ...(name !== undefined && { name }), ...(language !== undefined && { language }) })
        .where('id', '=', personId),
    );
  }
  return accountOf(identity, personId);
};
