import { Skeleton } from '@mantine/core';
import type { CustomerListItem } from '@regulars/sdk';
import { IconPhone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Phone } from '../phones/phone.tsx';
import { SelectBox } from '../selection/select-box.tsx';
import type { Selection } from '../selection/use-selection.ts';
import { isolate } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { VerifiedIcon } from '../verification/verified-badge.tsx';
import classes from './customer-cards.module.css';
import { CustomerName } from './customer-name.tsx';
import { SimilarMark } from './similar-mark.tsx';

interface Props {
  customers: CustomerListItem[] | undefined;
  /** Undefined where nothing can be done with those selected. */
  selection: Selection | undefined;
}

/** The list on a phone: who, which phone, and a call at one touch. */
export const CustomerCards = ({ customers, selection }: Props) => {
  const { t } = useTranslation();
  return (
    <ul className={classes.cards}>
      {customers?.map((customer) => (
        <li
          key={customer.id}
          className={classes.card}
          data-selected={selection?.selected.has(customer.id) || undefined}
        >
          {selection && (
            <span className={classes.select}>
              <SelectBox
                label={t('selection.one', { name: isolate(customer.displayName) })}
                checked={selection.selected.has(customer.id)}
                onToggle={(range) => selection.toggle(customer, range)}
              />
            </span>
          )}
          <Link
            to="/dashboard/customers/$id"
            params={{ id: customer.id }}
            className={classes.open}
            data-row={customer.id}
          >
            <span className={classes.name}>
              <CustomerName customer={customer} />
              <SimilarMark match={customer.match} />
            </span>
            <span className={classes.more}>
              <span>
                {customer.phone ? <Phone>{customer.phone}</Phone> : <Ltr>{customer.customerNumber}</Ltr>}
                {customer.phoneVerified && <VerifiedIcon />}
              </span>
              <span>{t(`type.${customer.profileStatus}`)}</span>
            </span>
          </Link>
          {customer.phone && (
            <a
              href={`tel:${customer.phone}`}
              className={classes.call}
              aria-label={t('customers.call', { name: isolate(customer.displayName) })}
              title={t('customers.call', { name: isolate(customer.displayName) })}
            >
              <IconPhone size={20} aria-hidden />
            </a>
          )}
        </li>
      )) ??
        Array.from({ length: 8 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cards without a name, all alike
          <li key={row} className={classes.card} aria-hidden>
            <div className={classes.open}>
              <Skeleton height={12} width="60%" mb={8} />
              <Skeleton height={10} width="40%" />
            </div>
          </li>
        ))}
    </ul>
  );
};
