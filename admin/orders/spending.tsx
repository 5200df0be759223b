import type { CustomerOrders } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Bars } from '../ui/bars.tsx';
import { FoldedChartTable } from '../ui/chart-table.tsx';
import { Facts } from '../ui/facts.tsx';
import { isolate } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { Section } from '../ui/section.tsx';
import { writtenDay, writtenMoney, writtenMonth, writtenMonthName, writtenNumber } from '../ui/written.ts';
import { counts } from './order-status.ts';
import classes from './spending.module.css';

/** What a customer's orders come to, in all and month by month. */
export const Spending = ({ totals, byMonth }: Pick<CustomerOrders, 'totals' | 'byMonth'>) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const number = (value: number) => <Ltr>{writtenNumber(language, value)}</Ltr>;
  const money = (value: (typeof totals)['spent']) => writtenMoney(language, value);
  const day = (at: string) => <bdi>{writtenDay(language, at, tenant.timeZone)}</bdi>;

  // As numbers only for their height: what is written is the decimal string.
  const bars = byMonth.map(({ month, spent }) => ({
    key: month,
    value: Number(spent.amount),
    title: `${writtenMonth(language, month)}: ${money(spent)}`,
  }));
  const most = byMonth.reduce(
    (most, each) => (Number(each.spent.amount) > Number(most.spent.amount) ? each : most),
    byMonth[0]!,
  );

  return (
    <Section title={t('order.inAll')}>
      <Facts
        narrow
        facts={[
          { name: t('field.totalOrders'), value: number(totals.orders) },
          { name: t('field.totalSpent'), value: <bdi>{money(totals.spent)}</bdi> },
          ...(totals.average
            ? [{ name: t('order.average'), value: <bdi>{money(totals.average)}</bdi> }]
            : []),
          ...(totals.firstOrderAt ? [{ name: t('order.first'), value: day(totals.firstOrderAt) }] : []),
          ...(totals.lastOrderAt ? [{ name: t('field.lastOrderAt'), value: day(totals.lastOrderAt) }] : []),
        ]}
      />
      {totals.byStatus.some(({ status }) => !counts(status)) && (
        <p className={classes.note}>{t('order.notCounted')}</p>
      )}
      <div className={classes.chart}>
        <h3 className={classes.title}>{t('order.byMonth')}</h3>
        <p className={classes.most}>
          {Number(most.spent.amount) > 0
            ? t('order.most', {
                month: isolate(writtenMonth(language, most.month)),
                amount: isolate(money(most.spent)),
              })
            : t('order.noneLately')}
        </p>
        <div className={classes.bars}>
          <Bars bars={bars} height={96} />
        </div>
        <div className={classes.months} aria-hidden>
          {byMonth.map(({ month }) => (
            <span key={month}>{writtenMonthName(language, month)}</span>
          ))}
        </div>
        <FoldedChartTable
          caption={t('order.byMonth')}
          heads={[t('order.month'), t('field.totalOrders'), t('field.totalSpent')]}
          rows={byMonth.map(({ month, orders, spent }) => ({
            key: month,
            time: writtenMonth(language, month),
            cells: [number(orders), <bdi key="spent">{money(spent)}</bdi>],
          }))}
        />
      </div>
    </Section>
  );
};
