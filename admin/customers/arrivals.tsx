import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import { Bars } from '../ui/bars.tsx';
import classes from './arrivals.module.css';
import { dailyStatisticsQuery } from './customers-query.ts';

const ArrivalsByDay = lazily(() =>
  import('./arrivals-by-day.tsx').then((module) => ({ default: module.ArrivalsByDay })),
);

/** New customers of the last thirty days in small; opens them in large, with a table of the days. */
export const Arrivals = () => {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { data, isError } = useQuery(dailyStatisticsQuery);
  if (isError) return null;
  return (
    <>
      <UnstyledButton
        className={classes.card}
        aria-haspopup="dialog"
        disabled={!data}
        title={t('arrivals.title')}
        onClick={() => setOpened(true)}
      >
        <span className={classes.label}>{t('arrivals.short')}</span>
        <span className={classes.chart}>
          {data && (
            <Bars bars={data.days.map(({ day, created }) => ({ key: day, value: created }))} height={20} />
          )}
        </span>
      </UnstyledButton>
      {opened && data && (
        <Suspense>
          <ArrivalsByDay daily={data} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
};
