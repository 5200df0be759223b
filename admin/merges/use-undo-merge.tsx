import { isProblem, type UndoneMerge } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '../customers/customer-query.ts';
import { CustomerToast } from '../customers/customer-toast.tsx';
import { customersKey } from '../customers/customers-query.ts';
import { FieldName } from '../customers/field-name.tsx';
import { refreshDuplicates } from '../duplicates/refresh-duplicates.ts';
import { regulars } from '../session/regulars.ts';
import { problemText } from '../shell/problem-text.ts';
import { showDone, showNotDone } from '../ui/toast.ts';

const Undone = ({ undone: { source, fieldsKept } }: { undone: UndoneMerge }) => {
  const { t } = useTranslation();
  return (
    <CustomerToast done={t('merge.undone')} customer={source}>
      {fieldsKept.length > 0 && (
        <>
          {t('merge.fieldsKept')}{' '}
          {fieldsKept.map((field, at) => (
            <span key={field}>
              {at > 0 && t('value.and')}
              <FieldName field={field} />
            </span>
          ))}
        </>
      )}
    </CustomerToast>
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
      showDone(t, <Undone undone={undone} />, { autoClose: undone.fieldsKept.length > 0 ? false : 15_000 });
    },
    onError: (error) => {
      const holder = isProblem(error, 'phone_taken') ? error.customerId : undefined;
      void queryClient.invalidateQueries({ queryKey: customersKey });
      showNotDone(
        t,
        <>
          {problemText(t, error)}{' '}
          {holder && (
            <Link to="/dashboard/customers/$id" params={{ id: holder }}>
              {t('restore.openOther')}
            </Link>
          )}
        </>,
        { autoClose: false, title: t('merge.notUndone') },
      );
    },
  });
};
