import { type Customer, type CustomerWithAddresses, isProblem } from '@regulars/sdk';
import { type QueryClient, useMutationState } from '@tanstack/react-query';
import { untilAnswered } from '../connection/connection.ts';
import { regulars } from '../session/regulars.ts';
import { sessionQuery } from '../session/session-query.ts';
import type { Proof } from '../verification/verify-phone.tsx';
import { customerQuery } from './customer-query.ts';
import {
  type CustomerValues,
  changedFields,
  changesBetween,
  clashes,
  valuesOf,
  withValues,
} from './customer-values.ts';

export interface Save {
  /** What was changed, as it was then. */
  base: CustomerWithAddresses;
  submitted: CustomerValues;
  /** Of the phone that is saved. */
  proven: Proof | null;
}

const saveKey = 'save-customer';
export const saveKeyOf = (id: string) => [saveKey, id];

/**
 * Saves what was changed, on top of what others have changed elsewhere in the customer meanwhile; where they changed the
 * same, the conflict is thrown and the customer as they left it is in the cache. A lost connection is waited for: what
 * an unheard try has saved already is found done.
 */
export const saveCustomer = async (
  queryClient: QueryClient,
  { base, submitted, proven }: Save,
): Promise<CustomerWithAddresses> => {
  const from = valuesOf(base);
  const changes = {
    ...changesBetween(from, submitted),
    ...(proven && { phone: proven.phone, verificationToken: proven.token }),
  };
  for (let onto = base; ; ) {
    try {
      return await untilAnswered(() => regulars.customers.update(base.id, changes, { ifMatch: onto }));
    } catch (error) {
      if (!isProblem(error, 'version_conflict')) throw error;
      const [latest, history] = await untilAnswered(() =>
        Promise.all([regulars.customers.get(base.id), regulars.customers.history(base.id, { limit: 20 })]),
      );
      const now = valuesOf(latest);
      const isSaved = changedFields(from, submitted).every(
        (field) => !changedFields(now, submitted).includes(field),
      );
      if (isSaved && !proven) return latest;
      const me = queryClient.getQueryData(sessionQuery.queryKey)?.actor.id;
      const isOwn = history.data.every(({ version, actor }) => version <= onto.version || actor.id === me);
      if (!isOwn && clashes(from, submitted, now).length > 0) {
        queryClient.setQueryData(customerQuery(base.id).queryKey, latest);
        throw error;
      }
      onto = latest;
    }
  }
};

/** The save of a customer that is on its way, whoever shows them. */
export const usePendingSave = (id: string): Save | undefined =>
  useMutationState({
    filters: { mutationKey: saveKeyOf(id), status: 'pending' },
    select: ({ state }) => state.variables as Save,
  }).at(-1);

/** Customers as they will be when the saves on their way have arrived. */
export const useWithPendingSaves = <C extends Customer>(customers: C[] | undefined): C[] | undefined => {
  const saves = useMutationState({
    filters: { mutationKey: [saveKey], status: 'pending' },
    select: ({ state }) => state.variables as Save,
  });
  if (saves.length === 0) return customers;
  return customers?.map((customer) => {
    const save = saves.find(({ base }) => base.id === customer.id);
    return save ? withValues(customer, save.submitted) : customer;
  });
};
