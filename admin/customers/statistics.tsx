import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenNumber } from '../ui/written.ts';
import { dailyStatisticsQuery, statisticsQuery } from './customers-query.ts';
import type { ListState } from './list-state.ts';
import classes from './statistics.module.css';

const shown = ['total', 'newThisMonth', 'guest', 'stub', 'full', 'inactive'] as const;

/** The list of those whom each number counts, active or not. `today`: the business's, `2026-03-14`. */
const counted = (today: string | undefined): Record<(typeof shown)[number], ListState | undefined> => ({
  total: { status: 'all' },
  newThisMonth: today === undefined ? undefined : { status: 'all', createdFrom: `${today.slice(0, 8)}01` },
  guest: { status: 'all', type: 'guest' },
  stub: { status: 'all', type: 'stub' },
  full: { status: 'all', type: 'full' },
  inactive: { status: 'inactive' },
});

/**
 * The tenant at a glance; each number leads to those whom it counts. When it cannot be read it is left out: the list
 * says what is wrong.
 */
export const Statistics = ({ onFollow }: { onFollow?: () => void }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, isError } = useQuery(statisticsQuery);
  const lists = counted(useQuery(dailyStatisticsQuery).data?.days.at(-1)?.day);
  if (isError) return null;
  return (
    <dl className={classes.statistics} aria-label={t('statistics.label')}>
      {shown.map((name) => {
        const number = data && writtenNumber(language, data[name]);
        const list = lists[name];
        return (
          <div key={name} className={classes.card}>
            <dt>{t(`statistics.${name}`)}</dt>
            <dd>
              {number === undefined ? (
                <Skeleton width={28} height={14} />
              ) : list === undefined ? (
                <Ltr>{number}</Ltr>
              ) : (
                <Link
                  to="/dashboard/customers"
                  search={list}
                  activeOptions={{ exact: true }}
                  className={classes.link}
                  aria-label={`${t(`statistics.${name}`)}: ${isolateLtr(number)}`}
                  onClick={onFollow}
                >
                  <Ltr>{number}</Ltr>
                </Link>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
};
