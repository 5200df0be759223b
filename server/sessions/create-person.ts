import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';

/**
 * Somebody who can sign in: with two statements, to be used in a transaction.
 *
 * @returns the person's id
 * @throws pg.DatabaseError sys_people_email_key: the e-mail is known already
 */
export const createPerson = async (
  statements: Statements,
  { name, email, passwordHash }: { name: string; email: string; passwordHash: string },
): Promise<string> => {
  const [person] = await statements.execute(
    query.insertInto('sys_people').values({ name, email: email.toLowerCase() }).returning('id'),
  );
  const { id } = person!;
  await statements.execute(
    query
      .insertInto('sys_accounts')
      .values({ person_id: id, provider_id: 'credential', account_id: id, password: passwordHash }),
  );
  return id;
};
