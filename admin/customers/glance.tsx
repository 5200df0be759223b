import { Skeleton, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Bars } from '../ui/bars.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { writtenNumber } from '../ui/written.ts';
import { dailyStatisticsQuery, statisticsQuery } from './customers-query.ts';
import classes from './glance.module.css';
import { Statistics } from './statistics.tsx';

const ArrivalsByDay = lazily(() =>
  import('./arrivals-by-day.tsx').then((module) => ({ default: module.ArrivalsByDay })),
);

/** The statistics and the new customers on a phone: one line, which opens all of it. The room is the list's. */
export const Glance = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const { data: statistics, isError } = useQuery(statisticsQuery);
  const { data: daily } = useQuery(dailyStatisticsQuery);
  if (isError) return null;
  return (
    <>
      <UnstyledButton
        className={classes.glance}
        aria-haspopup="dialog"
        disabled={!daily}
        title={t('statistics.label')}
        onClick={() => setOpened(true)}
      >
        {(['total', 'newThisMonth'] as const).map((name) => (
          <span key={name}>
            {t(`statistics.${name}`)}{' '}
            {statistics ? (
              <Ltr className={classes.number}>{writtenNumber(language, statistics[name])}</Ltr>
            ) : (
              <Skeleton component="span" className={classes.awaited} />
            )}
          </span>
        ))}
        <span className={classes.chart}>
          {daily && (
            <Bars bars={daily.days.map(({ day, created }) => ({ key: day, value: created }))} height={20} />
          )}
        </span>
      </UnstyledButton>
      {opened && daily && (
        <Suspense>
          <ArrivalsByDay daily={daily} title={t('statistics.label')} onClose={() => setOpened(false)}>
            <Statistics onFollow={() => setOpened(false)} />
          </ArrivalsByDay>
        </Suspense>
      )}
    </>
  );
};
