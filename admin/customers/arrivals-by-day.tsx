import type { DailyStatistics } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { writtenDate, writtenNumber } from '../ui/written.ts';
import { ArrivalsBars } from './arrivals-bars.tsx';
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
        <ArrivalsBars
          days={days}
          height={120}
          titleOf={({ day, created }) => `${writtenDate(language, day)}: ${number(created)}`}
        />
      </div>
      <div className={classes.ends} aria-hidden>
        <bdi>{writtenDate(language, days[0]?.day ?? '')}</bdi>
        <bdi>{t('arrivals.today')}</bdi>
      </div>
      <table className={classes.table}>
        <caption className="visually-hidden">{t('arrivals.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('arrivals.day')}</th>
            <th scope="col">{t('arrivals.customers')}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, created }) => (
            <tr key={day}>
              <th scope="row">
                <bdi>{writtenDate(language, day)}</bdi>
              </th>
              <td>
                <Ltr>{number(created)}</Ltr>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
};
