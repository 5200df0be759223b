import { Button } from '@mantine/core';
import type { AccountSession } from '@regulars/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Listed } from '../members/listed.tsx';
import classes from '../members/members.module.css';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { writtenMoment } from '../ui/written.ts';
import { accountSessionsQuery } from './account-queries.ts';

/** Where one is signed in, and signing out there. */
export const SessionsSection = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const { tenant } = useSession();
  const query = useQuery(accountSessionsQuery);
  const end = useMutation({
    mutationFn: (id: string | null) =>
      id === null ? regulars.account.endOtherSessions() : regulars.account.endSession(id),
    onSettled: () => queryClient.invalidateQueries(accountSessionsQuery),
  });

  const deviceOf = ({ browser, system }: AccountSession) =>
    [browser, system].filter((part) => part !== null).join(' · ');

  return (
    <Section title={t('sessions.title')}>
      <Listed query={query} label={t('sessions.title')} none="">
        {(session) => {
          const device = deviceOf(session);
          const at = writtenMoment(language, session.seenAt, tenant.timeZone);
          return (
            <li key={session.id} className={classes.row}>
              <span className={classes.who}>
                <strong>{device ? <Ltr>{device}</Ltr> : t('sessions.unknown')}</strong>
                <span className={classes.what}>
                  {session.isThisOne ? t('sessions.here') : t('sessions.seen', { at })}
                  {session.address && (
                    <>
                      {' · '}
                      <Ltr>{session.address}</Ltr>
                    </>
                  )}
                </span>
              </span>
              {!session.isThisOne && (
                <Button
                  variant="default"
                  aria-label={t('sessions.endNamed', { device: isolateLtr(device), at })}
                  disabled={end.isPending}
                  onClick={() => end.mutate(session.id)}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </li>
          );
        }}
      </Listed>
      {end.isError && <ProblemAlert error={end.error} />}
      {(query.data?.data.length ?? 0) > 1 && (
        <div className={classes.answers}>
          <Button variant="default" disabled={end.isPending} onClick={() => end.mutate(null)}>
            {t('sessions.endOthers')}
          </Button>
        </div>
      )}
    </Section>
  );
};
