import type { Recovery } from '@regulars/contract/recovery';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { noteBrowser } from '../notices/note-browser.ts';
import { type Auth, identityContext } from '../sessions/auth.ts';
import { findRecovery, useRecovery } from './recovery-link.ts';

/**
 * Gives the person of the link a new password, and ends every session of theirs; where the link says so, the second
 * factor, too. It opens no session: signing in is the way in, with the second factor where that stays.
 *
 * @throws Refusal recovery_invalid
 */
export const recover = async (
  database: Database,
  auth: Auth,
  { token, password }: Recovery,
  headers: Headers,
) => {
  // Before the slow hash, which no made-up link is worth.
  const { personId } = await findRecovery(database.each(identityContext), token);
  const hash = await (await auth.$context).password.hash(password);
  await database.transaction(identityContext, async (statements) => {
    const account = query
      .selectFrom('sys_accounts')
      .select('id')
      .where('person_id', '=', personId)
      .where('provider_id', '=', 'credential');
    // First, as a change of the password does, which then ends the link: in the other order each would wait for the other.
    await statements.execute(account.forNoKeyUpdate());
    const { endsTwoFactor } = await useRecovery(statements, token);
    await statements.execute(
      query
        .updateTable('sys_accounts')
        .set({ password: hash, updated_at: sql`now()`, recovered_at: sql`now()` })
        .where('id', 'in', account),
    );
    if (endsTwoFactor) {
      await statements.execute(query.deleteFrom('sys_two_factors').where('person_id', '=', personId));
      await statements.execute(
        query.updateTable('sys_people').set({ two_factor_enabled: false }).where('id', '=', personId),
      );
    }
    await statements.execute(query.deleteFrom('sys_sessions').where('person_id', '=', personId));
    await noteBrowser(statements, personId, headers);
  });
};
