import type { CustomerListItem } from '@regulars/sdk';
import { Phone } from '../phones/phone.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { VerifiedIcon } from '../verification/verified-badge.tsx';
import { CustomerName } from './customer-name.tsx';
import classes from './hit.module.css';
import { SimilarMark } from './similar-mark.tsx';

/** A customer who was found, on a line: who, which phone, which number. */
export const Hit = ({ customer }: { customer: CustomerListItem }) => (
  <span className={classes.hit}>
    <span className={classes.name}>
      <CustomerName customer={customer} />
      <SimilarMark match={customer.match} />
    </span>
    {customer.phone && (
      <span className={classes.phone}>
        <Phone>{customer.phone}</Phone>
        {customer.phoneVerified && <VerifiedIcon />}
      </span>
    )}
    <span className={classes.number}>
      <Ltr>{customer.customerNumber}</Ltr>
    </span>
  </span>
);
