import type { CustomerContact, CustomerWithAddresses } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { showProblem } from '../ui/show-problem.tsx';
import { showDone } from '../ui/toast.ts';
import { showUndoToast } from '../ui/undo-toast.tsx';
import { customerQuery } from './customer-query.ts';
import { customersKey } from './customers-query.ts';

/** Takes a further phone or e-mail from a customer, and brings it back from the toast. */
export const useRemoveContact = (customerId: string, onRemoved: () => void) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const adopt = (customer: CustomerWithAddresses) => {
    queryClient.setQueryData(customerQuery(customer.id).queryKey, customer);
    void queryClient.invalidateQueries({ queryKey: customersKey });
  };
  const said = ({ value }: CustomerContact) => ({ value: isolateLtr(value) });

  const restore = useMutation({
    mutationFn: ({ id }: CustomerContact) => regulars.contacts.restore(customerId, id),
    onSuccess: (customer, contact) => {
      adopt(customer);
      showDone(t, t('customer.further.restored', said(contact)));
    },
    onError: (error) => showProblem(t, error),
  });
  return useMutation({
    mutationFn: ({ id }: CustomerContact) => regulars.contacts.remove(customerId, id),
    onSuccess: (customer, contact) => {
      adopt(customer);
      showUndoToast(t, t('customer.further.removed', said(contact)), () => restore.mutate(contact));
      requestAnimationFrame(onRemoved);
    },
    onError: (error) => showProblem(t, error),
  });
};
