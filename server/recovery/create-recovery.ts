import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { newRecoveryToken, recoveryMinutes } from './recovery-link.ts';

/**
 * A link to a new password, good for an hour and once; the one that the person had before is worth nothing any more.
 *
 * @returns its token; null where nobody signs in with this e-mail
 */
export const createRecovery = async (
  identity: Statements,
  email: string,
  { endsTwoFactor }: { endsTwoFactor: boolean },
): Promise<string | null> => {
  const { token, hash } = newRecoveryToken();
  const made = await identity.execute(
    query
      .insertInto('sys_recoveries')
      .columns(['person_id', 'token_hash', 'ends_two_factor', 'expires_at'])
      .expression((from) =>
        from
          .selectFrom('sys_people')
          .select(['id', sql<Buffer>`${hash}::bytea`.as('token_hash')])
          .select(sql<boolean>`${endsTwoFactor}::boolean`.as('ends_two_factor'))
          .select(sql<Date>`now() + ${recoveryMinutes} * interval '1 minute'`.as('expires_at'))
          .where('email', '=', email.toLowerCase()),
      )
      .onConflict((known) =>
        known.column('person_id').doUpdateSet((row) => ({
          token_hash: row.ref('excluded.token_hash'),
          ends_two_factor: row.ref('excluded.ends_two_factor'),
          expires_at: row.ref('excluded.expires_at'),
        })),
      )
      .returning('person_id'),
  );
  return made.length > 0 ? token : null;
};
