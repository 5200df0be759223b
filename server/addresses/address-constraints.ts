import { mostAddresses } from '@regulars/contract/address';
import { Refusal, refuseField } from '../refusal.ts';
import { violates } from '../tenancy/postgres-problems.ts';

/** Runs `work` and says what a violated constraint of org_customer_addresses means to whoever sent the values. */
export const explainingAddresses = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (violates(error, 'address_limit')) {
      throw new Refusal('too_many_addresses', { detail: `There can be ${mostAddresses}.` });
    }
    if (violates(error, 'address_leads_somewhere')) {
      throw refuseField(
        '/street',
        'required',
        'An address needs a street, area, city, building, label, postal code or coordinates.',
      );
    }
    if (violates(error, 'default_is_handed_on')) {
      throw refuseField('/isDefault', 'invalid_value', 'Make another address the default instead.');
    }
    throw error;
  }
};
