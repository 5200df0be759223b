import type { CustomerSummary, DuplicateReason } from '@regulars/sdk';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Reasons } from '../duplicates/reasons.tsx';
import { Phone } from '../phones/phone.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { CustomerName } from './customer-name.tsx';
import classes from './existing-customers.module.css';

interface Props {
  /** With why each may be the one that is typed, where that is known. */
  customers: { customer: CustomerSummary; reasons: DuplicateReason[] | undefined }[];
  title: string;
  onOpen: () => void;
  /** Below them. */
  children?: ReactNode;
}

/** Who is here already, to be opened instead of added once more; nothing where nobody is. */
export const ExistingCustomers = ({ customers, title, onOpen, children }: Props) => {
  const { t } = useTranslation();
  if (customers.length === 0) return null;
  return (
    <div className={classes.customers}>
      <p>{title}</p>
      {customers.map(({ customer, reasons }) => (
        <div key={customer.id} className={classes.customer}>
          <Link
            to="/dashboard/customers/$id"
            params={{ id: customer.id }}
            className={classes.link}
            onClick={onOpen}
            data-existing
          >
            <span className={classes.who}>
              <CustomerName customer={customer} />
              <span className={classes.numbers}>
                <Ltr>{customer.customerNumber}</Ltr>
                {customer.phone && <Phone>{customer.phone}</Phone>}
              </span>
            </span>
            <span className={classes.open}>{t('action.open')}</span>
          </Link>
          {reasons && reasons.length > 0 && <Reasons reasons={reasons} />}
        </div>
      ))}
      {children}
    </div>
  );
};
