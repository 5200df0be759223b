import { createHash } from 'node:crypto';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { networkOf } from '../http/network-of.ts';
import { Refusal } from '../refusal.ts';
import { identityContext } from './auth.ts';

interface Limit {
  who: string;
  /** Tries in the time of the limit; they come back one by one. */
  most: number;
  /** A quarter of an hour where it is not given. */
  seconds?: number;
}

export interface AttemptSettings {
  /** From one address of the internet, for whatever account. */
  addressTries: number;
  /** For one account from one address. */
  accountTries: number;
}

/** How often one may try to get in, counted in the database for all processes together. */
export interface Attempts {
  /** Of whatever is opened by a secret. @throws Refusal too_many_attempts */
  from<T>(ip: string, work: () => Promise<T>): Promise<T>;
  /** Of a password, known e-mail or not. @throws Refusal too_many_attempts */
  signIn<T>(email: string, ip: string, work: () => Promise<T>): Promise<T>;
  /** Of mails to an e-mail, known or not: each counts. @throws Refusal too_many_attempts */
  mail(email: string, ip: string): Promise<void>;
  /**
   * Of mails that invite somebody to a business, each of which counts. `none here`: this business has sent as many as
   * it may. `none there`: so many businesses have written to this e-mail that it gets no more, which is for none of
   * them to know.
   */
  invitationMail(tenantId: string, email: string): Promise<'enough' | 'none here' | 'none there'>;
  /** Is it the first time, for a while, that this is used? Of many at once, one is the first. */
  isFirstUse(what: string): Promise<boolean>;
  /** Of the password of somebody who is signed in. @throws Refusal too_many_attempts */
  ofPerson<T>(personId: string, work: () => Promise<T>): Promise<T>;
}

const windowSeconds = 15 * 60;
/** To one e-mail: strangers fill nobody's letter box. */
const mails = { most: 3, seconds: 60 * 60 };
const day = 24 * 60 * 60;
/** Of one business to one e-mail, of one business to all, and of all businesses to one e-mail. */
const invitationMails = { toOne: 3, toAll: 50, ofAll: 6 };
const knownFor = sql`interval '30 days'`;
/** Longer than any code of an app is good. */
const useFor = sql`interval '5 minutes'`;

const hashOf = (who: string) => createHash('sha256').update(who).digest();

/**
 * Every try is counted before anything is looked at, so that of many at once none slips through, and is given back
 * when it was right. What strangers try fills the account's own limit; it does not count from an address where the
 * person has signed in during the last thirty days, so that nobody can be kept out of where they work.
 */
export const attempts = (database: Database, { addressTries, accountTries }: AttemptSettings): Attempts => {
  const identity = database.each(identityContext);

  /** @returns whether there was room for it */
  const counts = async ({ who, most, seconds = windowSeconds }: Limit): Promise<boolean> => {
    const one = sql`${seconds / most} * interval '1 second'`;
    const counted = await identity.execute(
      sql`insert into sys_attempts as known (who, until) values (${hashOf(who)}, now() + ${one})
        on conflict (who) do update set until = greatest(known.until, now()) + ${one}
          where known.until <= now() + ${seconds} * interval '1 second' - ${one}
        returning who`,
    );
    return counted.length > 0;
  };

  const count = async (limit: Limit): Promise<void> => {
    if (await counts(limit)) return;
    const { who, most, seconds = windowSeconds } = limit;
    const one = sql`${seconds / most} * interval '1 second'`;
    const [full] = await identity.execute(
      sql<{
        wait: number;
      }>`select greatest(1, ceil(extract(epoch from until - now() + ${one})) - ${seconds})::int as wait
        from sys_attempts where who = ${hashOf(who)}`,
    );
    throw new Refusal('too_many_attempts', { headers: { 'retry-after': String(full?.wait ?? 1) } });
  };

  const giveBack = ({ who, most, seconds = windowSeconds }: Limit) =>
    identity.execute(
      sql`update sys_attempts set until = until - ${seconds / most} * interval '1 second'
        where who = ${hashOf(who)}`,
    );

  const within = async <T>(limits: readonly Limit[], work: () => Promise<T>): Promise<T> => {
    for (const limit of limits) await count(limit);
    const result = await work();
    for (const limit of limits) await giveBack(limit);
    return result;
  };

  const address = (ip: string): Limit => ({ who: `from ${networkOf(ip)}`, most: addressTries });

  return {
    from: (ip, work) => within([address(ip)], work),

    signIn: async (email, ip, work) => {
      const account = email.toLowerCase();
      const here = `${account} from ${networkOf(ip)}`;
      const known = hashOf(`known ${here}`);
      const [isKnown] = await identity.execute(
        query
          .selectFrom('sys_attempts')
          .select('until')
          .where('who', '=', known)
          .where('until', '>', sql<Date>`now()`),
      );
      const result = await within(
        [
          address(ip),
          { who: here, most: accountTries },
          ...(isKnown ? [] : [{ who: account, most: 10 * accountTries }]),
        ],
        work,
      );
      await identity.execute(
        sql`insert into sys_attempts (who, until) values (${known}, now() + ${knownFor})
          on conflict (who) do update set until = excluded.until`,
      );
      return result;
    },

    mail: async (email, ip) => {
      await count(address(ip));
      await count({ who: `mail to ${email.toLowerCase()}`, ...mails });
    },

    invitationMail: async (tenantId, email) => {
      const to = email.toLowerCase();
      const { toOne, toAll, ofAll } = invitationMails;
      const within = (who: string, most: number) => counts({ who, most, seconds: day });
      if (!(await within(`invitation of ${tenantId} to ${to}`, toOne))) return 'none here';
      if (!(await within(`invitations of ${tenantId}`, toAll))) return 'none here';
      return (await within(`invitation to ${to}`, ofAll)) ? 'enough' : 'none there';
    },

    isFirstUse: async (what) => {
      const used = await identity.execute(
        sql`insert into sys_attempts as known (who, until) values (${hashOf(`used ${what}`)}, now() + ${useFor})
          on conflict (who) do update set until = excluded.until where known.until < now()
          returning who`,
      );
      return used.length > 0;
    },

    ofPerson: (personId, work) => within([{ who: `person ${personId}`, most: accountTries }], work),
  };
};
