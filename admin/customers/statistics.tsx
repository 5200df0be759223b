import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenNumber } from '../ui/written.ts';
import { statisticsQuery } from './customers-query.ts';
import classes from './statistics.module.css';

const shown = ['total', 'newThisMonth', 'guest', 'stub', 'full', 'inactive'] as const;

/** The tenant at a glance. When it cannot be read it is left out: the list says what is wrong. */
export const Statistics = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, isError } = useQuery(statisticsQuery);
  if (isError) return null;
  return (
    <dl className={classes.statistics} aria-label={t('statistics.label')}>
      {shown.map((name) => (
        <div key={name} className={classes.card}>
          <dt>{t(`statistics.${name}`)}</dt>
          <dd>
            {data ? <Ltr>{writtenNumber(language, data[name])}</Ltr> : <Skeleton width={28} height={14} />}
          </dd>
        </div>
      ))}
    </dl>
  );
};
