import type { Customer } from '@regulars/sdk';

/** The customer's name as staff say it, or null for somebody who gave none and is known by number. */
export const nameOf = ({ displayName, customerNumber }: Pick<Customer, 'displayName' | 'customerNumber'>) =>
  displayName === customerNumber ? null : displayName;
