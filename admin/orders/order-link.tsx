import type { Order } from '@regulars/sdk';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Ltr } from '../ui/ltr.tsx';

interface Props {
  customerId: string;
  order: Pick<Order, 'id' | 'orderNumber' | 'externalRef'>;
  status?: Order['status'] | undefined;
  className?: string | undefined;
}

/** An order by what stands on its receipt, else by what the till calls it; leads to all that is known of it. */
export const OrderLink = ({ customerId, order, status, className }: Props) => {
  const { t } = useTranslation();
  const called = order.orderNumber ?? order.externalRef;
  return (
    <Link
      to="/dashboard/customers/$id/orders"
      params={{ id: customerId }}
      search={{ ...(status && { status }), order: order.id }}
      resetScroll={false}
      className={className}
    >
      {called === null ? t('order.unnumbered') : <Ltr>{called}</Ltr>}
    </Link>
  );
};
