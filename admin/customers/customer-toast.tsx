import type { Customer } from '@regulars/sdk';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Ltr } from '../ui/ltr.tsx';
import classes from './customer-toast.module.css';

interface Props {
  done: string;
  customer: Pick<Customer, 'id' | 'customerNumber' | 'name'>;
  children?: ReactNode;
}

/** What was done with a customer, and the way there. */
export const CustomerToast = ({ done, customer, children }: Props) => {
  const { t } = useTranslation();
  return (
    <span className={classes.toast}>
      <span>
        {done} <Ltr>{customer.customerNumber}</Ltr> <bdi>{customer.name}</bdi>
      </span>
      <Link to="/dashboard/customers/$id" params={{ id: customer.id }}>
        {t('action.open')}
      </Link>
      {children && <span className={classes.more}>{children}</span>}
    </span>
  );
};
