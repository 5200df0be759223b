import type { DailyStatistics } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { Bars } from '../ui/bars.tsx';
import { ChartTable } from '../ui/chart-table.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { writtenDate, writtenNumber } from '../ui/written.ts';
import classes from './arrivals-by-day.module.css';

/** The chart, and the same as a table, today first. */
export const ArrivalsByDay = ({ daily, onClose }: { daily: DailyStatistics; onClose: () => void }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { days } = daily;
  const number = (value: number) => writtenNumber(language, value);
  const all = days.reduce((sum, { created }) => sum + created, 0);
  return (
    <Dialog onClose={onClose} title={t('arrivals.title')}>
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
      <ChartTable
        caption={t('arrivals.title')}
        heads={[t('arrivals.day'), t('arrivals.customers')]}
        rows={days.map(({ day, created }) => ({
          key: day,
          time: writtenDate(language, day),
          cells: [<Ltr key="created">{number(created)}</Ltr>],
        }))}
      />
    </Dialog>
  );
};
