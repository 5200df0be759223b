import type { CustomerWithAddresses } from '@regulars/sdk';
import { IconChevronLeft, IconPhone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AvatarButton } from '../avatars/avatar-button.tsx';
import { Phone } from '../phones/phone.tsx';
import { Heading } from '../ui/heading.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { VerifiedBadge } from '../verification/verified-badge.tsx';
import { nameOf } from './called.ts';
import { CustomerName } from './customer-name.tsx';
import page from './customer-page.module.css';
import classes from './customer-top.module.css';

interface Props {
  customer: CustomerWithAddresses;
  /** What stands beside a phone that is not verified. */
  verify?: ReactNode;
  /** The actions. */
  children?: ReactNode;
}

/** Who this is. Stays in view while the page scrolls. */
export const CustomerTop = ({ customer, verify, children }: Props) => {
  const { t } = useTranslation();
  return (
    <div className={page.top}>
      <PageTitle>{nameOf(customer) ?? customer.customerNumber}</PageTitle>
      <AvatarButton customer={customer} />
      <div className={classes.who}>
        <Link to="/dashboard/customers" className={classes.back}>
          <IconChevronLeft size={16} className="mirrored" aria-hidden />
          {t('customers.title')}
        </Link>
        <Heading className={classes.name}>
          <CustomerName customer={customer} />
        </Heading>
        <div className={classes.facts}>
          <Ltr>{customer.customerNumber}</Ltr>
          <span>{t(`type.${customer.profileStatus}`)}</span>
          {customer.phone && (
            <a href={`tel:${customer.phone}`} className={classes.call}>
              <IconPhone size={14} aria-hidden /> <Phone>{customer.phone}</Phone>
            </a>
          )}
          {customer.phoneVerified ? <VerifiedBadge /> : verify}
        </div>
      </div>
      {children && (
        <div className={classes.actions} data-at-thumb>
          {children}
        </div>
      )}
    </div>
  );
};
