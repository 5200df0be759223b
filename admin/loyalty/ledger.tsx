import type { LoyaltyEntry } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { OrderLink } from '../orders/order-link.tsx';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolate } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenDay, writtenMoment, writtenMoney, writtenNumber } from '../ui/written.ts';
import classes from './ledger.module.css';

/** How points came and went: what, for which order or why, by whom and when, and the balance afterwards. */
export const Ledger = ({ customerId, entries }: { customerId: string; entries: LoyaltyEntry[] }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();

  const kindOf = ({ kind, points }: LoyaltyEntry) =>
    kind === 'adjust'
      ? t(points > 0 ? 'loyalty.kind.given' : 'loyalty.kind.taken')
      : t(`loyalty.kind.${kind}`);
  const more = ({ value, expiresAt }: LoyaltyEntry) => [
    ...(value ? [t('loyalty.worth', { amount: isolate(writtenMoney(language, value)) })] : []),
    ...(expiresAt
      ? [t('loyalty.until', { day: isolate(writtenDay(language, expiresAt, tenant.timeZone)) })]
      : []),
  ];

  return (
    <ol className={classes.entries} aria-label={t('loyalty.ledger')}>
      {entries.map((entry) => (
        <li key={entry.entry} className={classes.entry}>
          <span className={classes.what}>
            {kindOf(entry)}
            {entry.orderId && (
              <>
                {' · '}
                {t('order.one')}{' '}
                <OrderLink
                  customerId={customerId}
                  order={{ id: entry.orderId, orderNumber: entry.orderNumber, externalRef: null }}
                />
              </>
            )}
            {entry.reason && (
              <>
                {' · '}
                <bdi>{entry.reason}</bdi>
              </>
            )}
          </span>
          <bdi dir="ltr" className={classes.points} data-gone={entry.points < 0 || undefined}>
            {entry.points < 0 ? '−' : '+'}
            {writtenNumber(language, Math.abs(entry.points))}
          </bdi>
          <span className={classes.meta}>
            <time dateTime={entry.at}>{writtenMoment(language, entry.at, tenant.timeZone)}</time>{' '}
            {t('history.by')} <bdi>{entry.actor.name ?? entry.actor.id}</bdi>
            {more(entry).map((text) => (
              <span key={text}> · {text}</span>
            ))}
          </span>
          <span className={classes.balance}>
            {t('loyalty.balance')} <Ltr>{writtenNumber(language, entry.balance)}</Ltr>
          </span>
        </li>
      ))}
    </ol>
  );
};
