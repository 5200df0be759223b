import { Button, Skeleton } from '@mantine/core';
import type { Address } from '@regulars/sdk';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import { customerQuery } from '../customers/customer-query.ts';
import { customersKey } from '../customers/customers-query.ts';
import { hasDraft } from '../drafts/drafts.ts';
import { forms } from '../drafts/forms.ts';
import { regulars } from '../session/regulars.ts';
import { useMay } from '../session/use-may.ts';
import { copyText } from '../ui/copy-text.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { AddressCard } from './address-card.tsx';
import { allAddressesQuery } from './address-queries.ts';
import { addressText } from './address-text.ts';
import classes from './addresses-tab.module.css';

const AddressDialog = lazily(() =>
  import('./address-dialog.tsx').then((module) => ({ default: module.AddressDialog })),
);

const route = getRouteApi('/signed-in/dashboard/customers/$id/addresses');

/** Where a customer is: the default first, what was just removed in its place, and the removed ones for who asks. */
export const AddressesTab = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const may = useMay();
  const queryClient = useQueryClient();
  const { data: customer } = useSuspenseQuery(customerQuery(id));
  const [editing, setEditing] = useState<Address | 'new' | null>(() => {
    if (!may('updateAddress')) return null;
    if (hasDraft(forms.address(id, null))) return 'new';
    return customer.addresses.find((address) => hasDraft(forms.address(id, address.id))) ?? null;
  });
  /** Where it stood, so that its undoing stands there. */
  const [removed, setRemoved] = useState<{ address: Address; at: number } | null>(null);
  /** Whose card has the focus as soon as it is there as it was saved: whoever reads the list anew meanwhile is waited for. */
  const [toFocus, setToFocus] = useState<Address | null>(null);
  const [said, setSaid] = useState('');
  const [showRemoved, setShowRemoved] = useState(false);
  const cameFrom = useRef<Element | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const undo = useRef<HTMLButtonElement>(null);

  const refreshed = () => queryClient.invalidateQueries({ queryKey: customersKey });

  const edit = (what: Address | 'new') => {
    cameFrom.current = document.activeElement;
    setEditing(what);
  };
  const endEditing = () => {
    setEditing(null);
    requestAnimationFrame(() => {
      // A dialog that came by itself was opened by nothing.
      const back = cameFrom.current ?? document.querySelector('main h1');
      if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    });
  };

  const remove = useMutation({
    mutationFn: ({ address }: { address: Address; at: number }) => regulars.addresses.remove(id, address.id),
    onSuccess: async (_, { address, at }) => {
      await refreshed();
      setRemoved({ address, at });
      setSaid(t('address.removed'));
    },
  });
  const restore = useMutation({
    mutationFn: (address: Address) => regulars.addresses.restore(id, address.id),
    onSuccess: async (address) => {
      await refreshed();
      setRemoved(null);
      setSaid(t('address.restored'));
      setToFocus(address);
    },
  });
  const makeDefault = useMutation({
    mutationFn: (address: Address) => regulars.addresses.update(id, address.id, { isDefault: true }),
    onSuccess: async (address) => {
      await refreshed();
      setSaid(t('address.isDefaultNow'));
      // The button that did it is gone.
      setToFocus(address);
    },
  });
  const failed = [remove, restore, makeDefault].find(({ isError }) => isError);
  const isBusy = remove.isPending || restore.isPending || makeDefault.isPending;

  // What was removed had the focus.
  useEffect(() => {
    if (removed) undo.current?.focus();
  }, [removed]);
  useEffect(() => {
    const isThere = ({ id, isDefault }: Address) => id === toFocus?.id && isDefault === toFocus.isDefault;
    if (!toFocus || !customer.addresses.some(isThere)) return;
    list.current?.querySelector<HTMLElement>(`[data-address="${toFocus.id}"] h3`)?.focus();
    setToFocus(null);
  }, [toFocus, customer.addresses]);

  const copy = async (address: Address) => {
    const done = await copyText(addressText(address));
    setSaid('');
    // The same words again are read again.
    requestAnimationFrame(() => setSaid(done ? t('address.copied') : t('address.notCopied')));
  };

  const mayChange = may('updateAddress');
  const cards: ReactNode[] = customer.addresses.map((address, at) => (
    <AddressCard key={address.id} address={address}>
      {mayChange && (
        <Button size="compact-md" variant="subtle" disabled={isBusy} onClick={() => edit(address)}>
          {t('address.edit')}
        </Button>
      )}
      <Button size="compact-md" variant="subtle" onClick={() => void copy(address)}>
        {t('address.copy')}
      </Button>
      {mayChange && !address.isDefault && (
        <Button
          size="compact-md"
          variant="subtle"
          disabled={isBusy}
          onClick={() => makeDefault.mutate(address)}
        >
          {t('address.makeDefault')}
        </Button>
      )}
      {may('removeAddress') && (
        <Button
          size="compact-md"
          variant="subtle"
          color="gray"
          disabled={isBusy}
          onClick={() => remove.mutate({ address, at })}
        >
          {t('address.remove')}
        </Button>
      )}
    </AddressCard>
  ));
  if (removed) {
    cards.splice(
      removed.at,
      0,
      <li key="undo" className={classes.undo}>
        <span>{t('address.removed')}</span>
        <Button
          ref={undo}
          size="compact-md"
          variant="default"
          loading={restore.isPending}
          onClick={() => restore.mutate(removed.address)}
        >
          {t('address.undo')}
        </Button>
      </li>,
    );
  }

  return (
    <Section title={t('address.title')}>
      <p role="status" className={classes.said}>
        {said}
      </p>
      {failed && <ProblemAlert error={failed.error} />}
      {cards.length > 0 ? (
        <ul ref={list} className={classes.cards}>
          {cards}
        </ul>
      ) : (
        <p className={classes.none}>{t('address.none')}</p>
      )}
      <div className={classes.tools}>
        {may('createAddress') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => edit('new')}>
            {t('address.add')}
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          aria-expanded={showRemoved}
          onClick={() => setShowRemoved(!showRemoved)}
        >
          {t('address.removedOnes')}
        </Button>
      </div>
      {showRemoved && <RemovedAddresses customerId={id} onRestore={restore.mutate} isBusy={isBusy} />}
      <Suspense>
        {editing && (
          <AddressDialog
            customer={customer}
            address={editing === 'new' ? null : editing}
            onClose={endEditing}
            onSaved={() => {
              endEditing();
              setRemoved(null);
              setSaid(t('customer.saved'));
            }}
          />
        )}
      </Suspense>
    </Section>
  );
};

interface RemovedProps {
  customerId: string;
  isBusy: boolean;
  onRestore: (address: Address) => void;
}

const RemovedAddresses = ({ customerId, isBusy, onRestore }: RemovedProps) => {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error, refetch } = useQuery(allAddressesQuery(customerId));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={96} />;
  const removed = data.data.filter(({ isActive }) => !isActive);
  if (removed.length === 0) return <p className={classes.none}>{t('address.noneRemoved')}</p>;
  return (
    <ul className={classes.cards} aria-label={t('address.removedOnes')}>
      {removed.map((address) => (
        <AddressCard key={address.id} address={address}>
          {may('restoreAddress') && (
            <Button size="compact-md" variant="subtle" disabled={isBusy} onClick={() => onRestore(address)}>
              {t('restore.action')}
            </Button>
          )}
        </AddressCard>
      ))}
    </ul>
  );
};
