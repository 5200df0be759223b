import { Button } from '@mantine/core';
import { type Customer, isProblem } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useMay } from '../session/use-may.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { showDone } from '../ui/toast.ts';
import { customerQuery } from './customer-query.ts';
import { customersKey } from './customers-query.ts';
import classes from './inactive-note.module.css';

/** Says that the customer is inactive and what that means, and brings back. */
export const InactiveNote = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: () => regulars.customers.restore(customer.id),
    onSuccess: (restored) => {
      queryClient.setQueryData(customerQuery(customer.id).queryKey, restored);
      void queryClient.invalidateQueries({ queryKey: customersKey });
      showDone(t, t('restore.done'));
      // The button that had the focus is gone with the note.
      document.querySelector<HTMLElement>('main h1')?.focus();
    },
  });
  const takenBy = isProblem(restore.error, 'phone_taken') ? restore.error.customerId : undefined;

  return (
    <div className={classes.note}>
      <div className={classes.text}>
        <strong>{t('inactive.title')}</strong>
        <p>{t('inactive.text')}</p>
      </div>
      {may('restoreCustomer') && (
        <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
          {t('restore.action')}
        </Button>
      )}
      {takenBy ? (
        <p role="alert" className={classes.problem}>
          {t('restore.phoneTaken')}{' '}
          <Link to="/dashboard/customers/$id" params={{ id: takenBy }}>
            {t('restore.openOther')}
          </Link>
        </p>
      ) : (
        restore.isError && (
          <div className={classes.problem}>
            <ProblemAlert error={restore.error} />
          </div>
        )
      )}
    </div>
  );
};
