import { Skeleton } from '@mantine/core';
import type { Order } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type Fact, Facts } from '../ui/facts.tsx';
import { isolateLtr } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { writtenMoment, writtenNumber } from '../ui/written.ts';
import classes from './order-dialog.module.css';
import { orderQuery } from './order-queries.ts';
import { OrderTotal } from './order-total.tsx';
import { StatusMark } from './status-mark.tsx';

interface Props {
  customerId: string;
  orderId: string;
  /** As the list has it, until it is read again. */
  known: Order | undefined;
  onClose: () => void;
}

/** All that is known of one order. */
export const OrderDialog = ({ customerId, orderId, known, onClose }: Props) => {
  const { t } = useTranslation();
  const {
    data: order,
    error,
    refetch,
  } = useQuery({
    ...orderQuery(orderId),
    ...(known && { placeholderData: known }),
  });
  const called = order?.orderNumber ?? order?.externalRef;
  return (
    <Dialog
      onClose={onClose}
      title={called ? t('order.named', { number: isolateLtr(called) }) : t('order.one')}
    >
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!order && !error && <Skeleton height={180} />}
      {order && <OrderFacts order={order} isOfAnother={order.customer.id !== customerId} />}
    </Dialog>
  );
};

const OrderFacts = ({ order, isOfAnother }: { order: Order; isOfAnother: boolean }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const moment = (name: string, at: string | null): Fact[] =>
    at === null ? [] : [{ name, value: <bdi>{writtenMoment(language, at, tenant.timeZone)}</bdi> }];
  const number = (name: string, value: number | null): Fact[] =>
    value === null ? [] : [{ name, value: <Ltr>{writtenNumber(language, value)}</Ltr> }];

  const facts: Fact[] = [
    { name: t('field.status'), value: <StatusMark status={order.status} /> },
    { name: t('order.total'), value: <OrderTotal order={order} /> },
    ...moment(t('order.placedAt'), order.placedAt),
    ...moment(t('order.readyAt'), order.readyAt),
    ...moment(t('order.deliveredAt'), order.deliveredAt),
    ...number(t('order.items'), order.itemCount),
    ...(order.branch ? [{ name: t('order.branch'), value: <bdi>{order.branch}</bdi> }] : []),
    ...(order.points > 0 ? number(t('field.loyaltyPoints'), order.points) : []),
    ...(order.orderNumber && order.externalRef
      ? [{ name: t('order.externalRef'), value: <Ltr>{order.externalRef}</Ltr> }]
      : []),
    ...(isOfAnother
      ? [
          {
            name: t('order.customer'),
            value: (
              <Link to="/dashboard/customers/$id" params={{ id: order.customer.id }}>
                <bdi>{order.customer.displayName}</bdi>
              </Link>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <Facts facts={facts} narrow />
      {order.note && (
        <p dir="auto" className={classes.note}>
          {order.note}
        </p>
      )}
    </>
  );
};
