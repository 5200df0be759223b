import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Enqueue, QueuedJob, ScheduledJob } from '../jobs/run-jobs.ts';
import type { Mailer } from '../mail/mailer.ts';
import { identityContext } from '../sessions/auth.ts';
import { readerOf } from '../sessions/reader-of.ts';
import { type NoticeKind, noticeMail } from './notice-mail.ts';

/** Whom to tell of all that has happened to their account: one mail, however much it was. */
interface Told {
  personId: string;
}

export const mailNotices = (database: Database, mailer: Mailer, publicUrl: string): QueuedJob<Told> => ({
  name: 'mail-notices',
  goodFor: 'a day',
  about: ({ personId }) => personId,
  run: async ({ personId }) => {
    const identity = database.each(identityContext);
    const notices = await identity.execute(
      query
        .selectFrom('sys_notices')
        .select(['id', 'happened_at as happenedAt', 'user_agent as userAgent'])
        .select(sql<NoticeKind>`kind`.as('kind'))
        .where('person_id', '=', personId)
        .orderBy('happened_at')
        .orderBy('id')
        .limit(mostAtOnce),
    );
    const reader = await readerOf(identity, { id: personId });
    if (notices.length === 0 || reader === null) return;
    await mailer.send(noticeMail(reader, notices, publicUrl));
    // Behind the sending: whoever ends in between has told it twice, which is better than never.
    await identity.execute(
      query.deleteFrom('sys_notices').where(
        'id',
        'in',
        notices.map(({ id }) => id),
      ),
    );
  },
});

const mostAtOnce = 100;

/** By the clock, and not by whoever changed something: what the database has written down is told in any case. */
export const queueNotices = (database: Database, enqueue: Enqueue<Told>): ScheduledJob => ({
  name: 'queue-notices',
  cron: '* * * * *',
  run: async () => {
    const identity = database.each(identityContext);
    const waiting = await identity.execute(
      query
        .selectFrom('sys_notices')
        .select('person_id as personId')
        .select(sql<string[]>`array_agg(id)`.as('ids'))
        .where('queued_at', 'is', null)
        .groupBy('person_id'),
    );
    for (const { personId, ids } of waiting) {
      // Whoever is about to be told of something else may have been read already: these have their turn a minute later.
      if ((await enqueue({ personId })) === 'one is there') continue;
      await identity.execute(
        query.updateTable('sys_notices').set({ queued_at: sql`now()` }).where('id', 'in', ids),
      );
    }
  },
});
