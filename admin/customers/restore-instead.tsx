import { Button } from '@mantine/core';
import { type Customer, isProblem } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useMay } from '../session/use-may.ts';
import { isolate } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { showDone } from '../ui/toast.ts';
import { customerQuery } from './customer-query.ts';
import { CustomerToast } from './customer-toast.tsx';
import { customersKey } from './customers-query.ts';
import classes from './restore-instead.module.css';

interface Props {
  /** Inactive, with the phone that somebody is about to give to a new customer. */
  customer: Customer;
  onClose: () => void;
}

/** The phone belonged to somebody who may just have come back: their number, notes and history come back as well. */
export const RestoreInstead = ({ customer, onClose }: Props) => {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const toCustomer = { to: '/dashboard/customers/$id', params: { id: customer.id } } as const;
  const restore = useMutation({
    mutationFn: () => regulars.customers.restore(customer.id),
    onSuccess: (restored) => {
      queryClient.setQueryData(customerQuery(customer.id).queryKey, restored);
      void queryClient.invalidateQueries({ queryKey: customersKey });
      showDone(t, <CustomerToast done={t('restore.done')} customer={restored} />);
      onClose();
    },
  });
  const takenBy = isProblem(restore.error, 'phone_taken') ? restore.error.customerId : undefined;

  return (
    <div className={classes.former}>
      <p className={classes.who}>{t('create.former', { name: isolate(customer.displayName) })}</p>
      <p>{may('restoreCustomer') ? t('create.formerMeans') : t('create.formerAsk')}</p>
      <div className={classes.actions}>
        {may('restoreCustomer') && (
          <Button size="compact-md" loading={restore.isPending} onClick={() => restore.mutate()}>
            {t('create.restoreInstead')}
          </Button>
        )}
        <Link {...toCustomer} onClick={onClose}>
          {t('action.open')} <Ltr>{customer.customerNumber}</Ltr>
        </Link>
      </div>
      {takenBy ? (
        <p role="alert">
          {t('restore.phoneTaken')}{' '}
          <Link to="/dashboard/customers/$id" params={{ id: takenBy }} onClick={onClose}>
            {t('restore.openOther')}
          </Link>
        </p>
      ) : (
        restore.isError && <ProblemAlert error={restore.error} />
      )}
    </div>
  );
};
