import type { DailyStatistics } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CounterTimes } from '../counter/counter-times.tsx';
import { counterTimesQuery } from '../counter/counter-times-query.ts';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Bars } from '../ui/bars.tsx';
import { FoldedChartTable } from '../ui/chart-table.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { writtenDate, writtenNumber, writtenSeconds } from '../ui/written.ts';
import classes from './arrivals-by-day.module.css';

interface Props {
  daily: DailyStatistics;
  /** Of the dialog, where it shows more than this. */
  title?: string;
  onClose: () => void;
  /** What else it shows, before the chart. */
  children?: ReactNode;
}

/** The chart, and the same as a table, today first; below them, for those who may see it, how long adding takes. */
export const ArrivalsByDay = ({ daily, title, onClose, children }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { days } = daily;
  const may = useMay();
  const { data: times, error } = useQuery({ ...counterTimesQuery, enabled: may('getCounterTimes') });
  const medians = new Map(times?.days.map(({ day, medianMilliseconds }) => [day, medianMilliseconds]));
  const isTimed = medians.size > 0;
  const median = (day: string) => {
    const milliseconds = medians.get(day);
    return milliseconds === undefined ? '' : writtenSeconds(language, milliseconds);
  };
  const number = (value: number) => writtenNumber(language, value);
  const all = days.reduce((sum, { created }) => sum + created, 0);
  return (
    <Dialog onClose={onClose} title={title ?? t('arrivals.title')}>
      {children}
      {title && <h3 className={classes.heading}>{t('arrivals.title')}</h3>}
      <p className={classes.sum}>
        {t('arrivals.sum')} <Ltr>{number(all)}</Ltr>
      </p>
      <div className={classes.chart}>
        <Bars
          bars={days.map(({ day, created }) => ({
            key: day,
            value: created,
            title: `${writtenDate(language, day)}: ${number(created)}`,
          }))}
          height={120}
        />
      </div>
      <div className={classes.ends} aria-hidden>
        <bdi>{writtenDate(language, days[0]?.day ?? '')}</bdi>
        <bdi>{t('arrivals.today')}</bdi>
      </div>
      <FoldedChartTable
        caption={t('arrivals.title')}
        heads={[t('arrivals.day'), t('arrivals.customers'), ...(isTimed ? [t('counterTimes.title')] : [])]}
        rows={days.map(({ day, created }) => ({
          key: day,
          time: writtenDate(language, day),
          cells: [
            <Ltr key="created">{number(created)}</Ltr>,
            ...(isTimed ? [<bdi key="median">{median(day)}</bdi>] : []),
          ],
        }))}
      />
      {times && <CounterTimes times={times} />}
      {error && <ProblemAlert error={error} />}
    </Dialog>
  );
};
