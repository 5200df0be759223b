import { notifications } from '@mantine/notifications';
import { isProblem, type UndoneMerge } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '../customers/customer-query.ts';
import { customersKey } from '../customers/customers-query.ts';
import { FieldName } from '../customers/field-name.tsx';
import { refreshDuplicates } from '../duplicates/refresh-duplicates.ts';
import { regulars } from '../session/regulars.ts';
import { problemText } from '../shell/problem-text.ts';
import { Ltr } from '../ui/ltr.tsx';
import classes from './use-undo-merge.module.css';

const Undone = ({ undone }: { undone: UndoneMerge }) => {
  const { t } = useTranslation();
  return (
    <span className={classes.toast}>
      <span>
        {t('merge.undone')} <Ltr>{undone.source.customerNumber}</Ltr> <bdi>{undone.source.name}</bdi>
      </span>
      <Link to="/dashboard/customers/$id" params={{ id: undone.source.id }}>
        {t('action.open')}
      </Link>
      {undone.fieldsKept.length > 0 && (
        <span className={classes.more}>
          {t('merge.fieldsKept')}{' '}
          {undone.fieldsKept.map((field, at) => (
            <span key={field}>
              {at > 0 && t('value.and')}
              <FieldName field={field} />
            </span>
          ))}
        </span>
      )}
    </span>
  );
};

/** Puts back who was merged away, tells what was left as it is, or why it cannot be. */
export const useUndoMerge = () => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (mergeId: string) => regulars.merges.undo(mergeId),
    onSuccess: (undone) => {
      void queryClient.invalidateQueries({ queryKey: customersKey });
      for (const customer of [undone.source, undone.target])
        queryClient.setQueryData(customerQuery(customer.id).queryKey, customer);
      void refreshDuplicates(queryClient);
      notifications.show({
        color: 'petrol',
        autoClose: undone.fieldsKept.length > 0 ? false : 15_000,
        message: <Undone undone={undone} />,
        closeButtonProps: { 'aria-label': t('action.close') },
      });
    },
    onError: (error) => {
      const holder = isProblem(error, 'phone_taken') ? error.customerId : undefined;
      void queryClient.invalidateQueries({ queryKey: customersKey });
      notifications.show({
        color: 'red',
        autoClose: false,
        title: t('merge.notUndone'),
        message: (
          <>
            {problemText(t, error)}{' '}
            {holder && (
              <Link to="/dashboard/customers/$id" params={{ id: holder }}>
                {t('restore.openOther')}
              </Link>
            )}
          </>
        ),
        closeButtonProps: { 'aria-label': t('action.close') },
      });
    },
  });
};
