import type { CustomerWithAddresses } from '@regulars/sdk';
import { IconUser } from '@tabler/icons-react';
import { nameOf } from '../customers/called.ts';
import classes from './avatar.module.css';
import { initialsOf } from './initials.ts';

/** The picture, else the initials. Who it is stands beside it. */
export const Avatar = ({ customer }: { customer: CustomerWithAddresses }) => {
  const hasPicture = customer.avatarVersion !== null;
  const initials = hasPicture ? '' : initialsOf(nameOf(customer) ?? '');
  return (
    <span className={classes.avatar} aria-hidden data-initials={initials || undefined}>
      {!hasPicture && initials === '' && <IconUser size={22} />}
      {hasPicture && (
        // The version makes it another address, which the browser asks for anew.
        <img alt="" src={`/api/v1/customers/${customer.id}/avatar?version=${customer.avatarVersion}`} />
      )}
    </span>
  );
};
