import { customerChanges } from '@regulars/contract/customer';
import type { CustomerChanges } from '@regulars/sdk';
import { checkAgainst } from '../ui/check-against.ts';

/** What the contract refuses of a customer. Whether a phone exists only the API knows. */
export const checkChanges = (changes: CustomerChanges) => checkAgainst(customerChanges, changes);
