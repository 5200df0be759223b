import { customerChanges } from '@regulars/contract/customer';
import type { CustomerChanges, FieldCode } from '@regulars/sdk';
import type { FieldErrors } from '../ui/field-errors.ts';

const codeOf: Partial<Record<string, FieldCode>> = {
  invalid_type: 'invalid_type',
  too_small: 'too_short',
  too_big: 'too_long',
};

/** What the API would refuse by the contract alone, told before anything is sent. Whether a phone exists only the API knows. */
export const checkChanges = (changes: CustomerChanges): FieldErrors => {
  const { error } = customerChanges.safeParse(changes);
  return Object.fromEntries(
    (error?.issues ?? []).map(({ path, code }) => [path.join('.'), codeOf[code] ?? 'invalid_value']),
  );
};
