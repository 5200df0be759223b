import type { Order } from '@regulars/sdk';
import { useLanguage } from '../shell/use-language.ts';
import { writtenMoney } from '../ui/written.ts';
import { counts } from './order-status.ts';
import classes from './order-total.module.css';

/** Struck through where it does not count. */
export const OrderTotal = ({ order: { total, status } }: { order: Pick<Order, 'total' | 'status'> }) => {
  const written = writtenMoney(useLanguage(), total);
  return <bdi className={classes.total}>{counts(status) ? written : <s>{written}</s>}</bdi>;
};
