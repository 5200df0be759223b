import type { Order } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenDay, writtenNumber } from '../ui/written.ts';
import { OrderLink } from './order-link.tsx';
import classes from './order-table.module.css';
import { OrderTotal } from './order-total.tsx';
import { StatusMark } from './status-mark.tsx';

interface Props {
  customerId: string;
  orders: Order[];
  status: Order['status'] | undefined;
}

export const OrderTable = ({ customerId, orders, status }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{t('order.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('order.placedAt')}</th>
          <th scope="col">{t('order.number')}</th>
          <th scope="col">{t('field.status')}</th>
          <th scope="col" data-number>
            {t('order.items')}
          </th>
          <th scope="col" data-number>
            {t('order.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id}>
            <td>
              <bdi>{writtenDay(language, order.placedAt, tenant.timeZone)}</bdi>
            </td>
            <td>
              <OrderLink customerId={customerId} order={order} status={status} className={classes.link} />
            </td>
            <td>
              <StatusMark status={order.status} />
            </td>
            <td data-number>
              {order.itemCount !== null && <Ltr>{writtenNumber(language, order.itemCount)}</Ltr>}
            </td>
            <td data-number>
              <OrderTotal order={order} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
