import { CloseButton, Skeleton } from '@mantine/core';
import { useDebouncedValue, useWindowEvent } from '@mantine/hooks';
import type { CustomerListItem } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../avatars/avatar.tsx';
import { CustomerName } from '../customers/customer-name.tsx';
import { customerQuery } from '../customers/customer-query.ts';
import { Phone } from '../phones/phone.tsx';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { type Fact, Facts } from '../ui/facts.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { dialogIsOpen } from '../ui/use-shortcut.ts';
import { writtenDay, writtenMoney, writtenNumber } from '../ui/written.ts';
import { VerifiedIcon } from '../verification/verified-badge.tsx';
import classes from './preview.module.css';

interface Props {
  customer: CustomerListItem;
  onClose: () => void;
}

/** The customer of the row that has the focus, beside the list: what the row knows at once, the address a moment later. */
export const Preview = ({ customer, onClose }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  // Whoever runs down the list does not ask for everybody on the way.
  const [rested] = useDebouncedValue(customer.id, 150);
  const { data } = useQuery(customerQuery(rested));
  const whole = data?.id === customer.id ? data : undefined;
  const address = whole?.addresses[0];
  const { phone, email, tags, totalOrders, lastOrderAt, totalSpent, loyaltyPoints, tier, notes } = customer;
  useWindowEvent('keydown', (event) => {
    // The search box may have had it first, to be emptied.
    if (event.key === 'Escape' && !event.defaultPrevented && !dialogIsOpen()) onClose();
  });
  const number = (value: number) => <Ltr>{writtenNumber(language, value)}</Ltr>;

  const facts: (Fact | false)[] = [
    phone !== null && {
      name: t('field.phone'),
      value: (
        <>
          <a href={`tel:${phone}`}>
            <Phone>{phone}</Phone>
          </a>
          {customer.phoneVerified && <VerifiedIcon />}
        </>
      ),
    },
    email !== null && { name: t('field.email'), value: <Ltr>{email}</Ltr> },
    tags.length > 0 && { name: t('field.tags'), value: <bdi>{tags.join(t('value.and'))}</bdi> },
    { name: t('field.totalOrders'), value: number(totalOrders) },
    lastOrderAt !== null && {
      name: t('field.lastOrderAt'),
      value: <bdi>{writtenDay(language, lastOrderAt, tenant.timeZone)}</bdi>,
    },
    totalOrders > 0 && {
      name: t('field.totalSpent'),
      value: <bdi>{writtenMoney(language, totalSpent)}</bdi>,
    },
    { name: t('field.loyaltyPoints'), value: number(loyaltyPoints) },
    tier !== null && { name: t('field.tier'), value: <bdi>{tier}</bdi> },
    whole === undefined
      ? { name: t('preview.address'), value: <Skeleton width="9rem" height={14} my={4} /> }
      : address !== undefined && {
          name: t('preview.address'),
          value: (
            <address className={classes.lines}>
              {address.formatted.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else, and two may be the same
                <span key={at}>
                  <bdi>{line}</bdi>
                </span>
              ))}
            </address>
          ),
        },
    notes !== null && {
      name: t('field.notes'),
      value: (
        <p dir="auto" className={classes.notes}>
          {notes}
        </p>
      ),
    },
  ];

  return (
    <aside aria-label={t('preview.title')} className={classes.preview}>
      <div className={classes.head}>
        {whole && <Avatar customer={whole} />}
        <h2>
          <CustomerName customer={customer} />
        </h2>
        <CloseButton
          aria-label={t('preview.close')}
          title={t('preview.close')}
          aria-keyshortcuts="Escape"
          onClick={onClose}
        />
      </div>
      <p className={classes.kind}>
        <Ltr>{customer.customerNumber}</Ltr>
        <span>{t(`type.${customer.profileStatus}`)}</span>
      </p>
      <Facts facts={facts.filter((fact) => fact !== false)} />
      <Link to="/dashboard/customers/$id" params={{ id: customer.id }} className={classes.open}>
        {t('preview.open')}
      </Link>
    </aside>
  );
};
