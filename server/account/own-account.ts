import type { Account } from '@regulars/contract/account';
import type { Database, Statements } from '@regulars/database/connect';
import { APIError } from 'better-auth/api';
import { noteBrowser } from '../notices/note-browser.ts';
import { Refusal } from '../refusal.ts';
import type { Attempts } from '../sessions/attempts.ts';
import { type Auth, identityContext } from '../sessions/auth.ts';
import type { People } from '../sessions/people.ts';
import type { Actor } from '../tenancy/actor.ts';
import { getAccount } from './get-account.ts';

export interface AccountServices {
  database: Database;
  auth: Auth;
  people: People;
  attempts: Attempts;
}

/** Somebody who is signed in, at work on their own account. */
export interface OwnAccount {
  personId: string;
  /** Of the request, with the cookie. */
  headers: Headers;
  auth: Auth;
  identity: Statements;
  /** The secret in the session's cookie. */
  token(): Promise<string | null>;
  read(): Promise<Account>;
  /** @throws Refusal two_factor_on, two_factor_off */
  needTwoFactor(wanted: boolean): Promise<void>;
  /**
   * Work that is proven by a secret: counted, and refused in this API's words. Of what the person is told by mail, it
   * says in which browser it was done.
   *
   * @throws Refusal too_many_attempts, or the given code
   */
  prove<T>(code: 'wrong_password' | 'wrong_second_factor', work: () => Promise<T>): Promise<T>;
  /** After the session was made anew. */
  goOn(answer: Headers): Promise<Renewed>;
}

export interface Renewed {
  account: Account;
  /** Under which the session goes on. */
  cookies: string[];
}

/** @throws Refusal not_found: tokens and keys have no account */
export const ownAccountOf = (
  { database, auth, people, attempts }: AccountServices,
  { actor, headers, ip }: { actor: Actor; headers: Headers; ip: string },
): OwnAccount => {
  if (actor.kind !== 'person')
    throw new Refusal('not_found', { detail: 'Only who signed in with an e-mail has one.' });
  const identity = database.each(identityContext);
  const read = () => getAccount(identity, actor.id);
  return {
    personId: actor.id,
    headers,
    auth,
    identity,
    token: () => people.tokenOf(headers),
    read,
    needTwoFactor: async (wanted) => {
      const { twoFactor } = await read();
      if (twoFactor !== wanted) throw new Refusal(twoFactor ? 'two_factor_on' : 'two_factor_off');
    },
    // better-auth answers a wrong password and a wrong code as it would to a browser.
    prove: async (code, work) => {
      const done = await attempts.ofPerson(actor.id, () =>
        work().catch((error: unknown) => {
          if (error instanceof APIError && error.statusCode < 500) throw new Refusal(code);
          throw error;
        }),
      );
      await noteBrowser(identity, actor.id, headers);
      return done;
    },
    goOn: async (answer) => ({ cookies: await people.goOn(answer, actor, ip), account: await read() }),
  };
};
