import { Skeleton } from '@mantine/core';
import type { Customer } from '@regulars/sdk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerOrdersQuery } from '../orders/order-queries.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { type Fact, Facts } from '../ui/facts.tsx';
import { isolate } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenDay, writtenMoney, writtenNumber } from '../ui/written.ts';
import classes from './customer-summary.module.css';

/** The customer in a line: since when, how often, for how much, and what they like. */
export const CustomerSummary = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const { id, totalOrders, lastOrderAt, createdAt, preferences } = customer;
  const orders = useInfiniteQuery({ ...customerOrdersQuery(id), enabled: totalOrders > 0 });
  const totals = orders.data?.pages[0]?.totals;

  const day = (at: string) => <bdi>{writtenDay(language, at, tenant.timeZone)}</bdi>;
  /** What has to be asked for; left out where it cannot be read, the Orders tab says why. */
  const asked = (name: string, value: Fact['value'] | null | undefined): Fact[] => {
    if (value) return [{ name, value }];
    return orders.isPending ? [{ name, value: <Skeleton width="5rem" height={14} my={4} /> }] : [];
  };
  const likes = [
    preferences.folding,
    preferences.fragrance,
    preferences.ecoFriendly ? t('field.preferences.ecoFriendly') : null,
  ].flatMap((like) => like || []);

  const visits: Fact[] =
    totalOrders > 0
      ? [
          ...asked(t('summary.firstVisit'), totals?.firstOrderAt && day(totals.firstOrderAt)),
          ...(lastOrderAt ? [{ name: t('summary.lastVisit'), value: day(lastOrderAt) }] : []),
          { name: t('summary.visits'), value: <Ltr>{writtenNumber(language, totalOrders)}</Ltr> },
          ...asked(
            t('summary.average'),
            totals?.average && <bdi>{writtenMoney(language, totals.average)}</bdi>,
          ),
        ]
      : [
          { name: t('field.createdAt'), value: day(createdAt) },
          { name: t('summary.visits'), value: t('summary.noVisits') },
        ];

  return (
    <section aria-label={t('summary.title')} className={classes.summary}>
      <Facts
        narrow
        facts={[
          ...visits,
          ...(likes.length > 0
            ? [{ name: t('summary.likes'), value: likes.map(isolate).join(t('value.and')) }]
            : []),
        ]}
      />
    </section>
  );
};
