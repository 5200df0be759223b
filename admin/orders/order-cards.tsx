import type { Order } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { writtenDay } from '../ui/written.ts';
import classes from './order-cards.module.css';
import { OrderLink } from './order-link.tsx';
import { OrderTotal } from './order-total.tsx';
import { StatusMark } from './status-mark.tsx';

interface Props {
  customerId: string;
  orders: Order[];
  status: Order['status'] | undefined;
}

/** The orders on a phone. */
export const OrderCards = ({ customerId, orders, status }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  return (
    <ul className={classes.cards} aria-label={t('order.title')}>
      {orders.map((order) => (
        <li key={order.id} className={classes.card}>
          <OrderLink customerId={customerId} order={order} status={status} className={classes.link} />
          <OrderTotal order={order} />
          <bdi className={classes.day}>{writtenDay(language, order.placedAt, tenant.timeZone)}</bdi>
          <StatusMark status={order.status} />
        </li>
      ))}
    </ul>
  );
};
