import { Button } from '@mantine/core';
import type { Customer } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { isolate } from '../ui/isolate.ts';
import { showDone } from '../ui/toast.ts';
import { customerQuery } from './customer-query.ts';
import { customersKey } from './customers-query.ts';

/** Asks first, and says what it means: the phone becomes free, nothing is deleted. */
export const DeactivateButton = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const deactivate = useMutation({
    mutationFn: () => regulars.customers.deactivate(customer.id),
    onSuccess: (deactivated) => {
      setAsking(false);
      queryClient.setQueryData(customerQuery(customer.id).queryKey, deactivated);
      void queryClient.invalidateQueries({ queryKey: customersKey });
      showDone(t, t('deactivate.done'));
      // The button that opened the question is gone.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus());
    },
  });
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        onClick={() => {
          deactivate.reset();
          setAsking(true);
        }}
      >
        {t('deactivate.action')}
      </Button>
      <AskFirst
        opened={asking}
        onClose={() => setAsking(false)}
        action={t('deactivate.action')}
        work={deactivate}
        onYes={() => deactivate.mutate()}
        title={t('deactivate.title', { name: isolate(customer.displayName) })}
      >
        <li>{t('deactivate.leavesLists')}</li>
        {customer.phone && <li>{t('deactivate.freesPhone')}</li>}
        <li>{t('deactivate.keepsAll')}</li>
      </AskFirst>
    </>
  );
};
