import { useDebouncedValue } from '@mantine/hooks';
import type { Customer, CustomerListItem } from '@regulars/sdk';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { draftDuplicatesQuery, saysSomething } from '../duplicates/duplicate-queries.ts';
import { regulars } from '../session/regulars.ts';
import { customerQuery } from './customer-query.ts';
import { customersKey } from './customers-query.ts';
import { digitsIn, type Typed } from './typed.ts';

/** As many digits as the shortest phones of a whole country have: before, a look-up would offer strangers. */
const digitsToLookUp = 6;

/** More than these nobody reads with a customer waiting. */
const mostAlike = 3;

/** Typing that has paused so long, in ms, is looked up. */
const pause = 300;

/** Who has this phone, or had it. */
const withPhoneQuery = (phone: string) =>
  queryOptions({
    queryKey: [...customersKey, 'with-phone', phone],
    queryFn: ({ signal }) => regulars.customers.list({ search: phone, status: 'all', limit: 3 }, { signal }),
    enabled: digitsIn(phone) >= digitsToLookUp,
    staleTime: 5_000,
  });

/** The inactive customer with exactly this phone, while no active one has it. */
const formerOf = (found: CustomerListItem[]) => {
  const exactly = found.filter(({ match }) => match === 'exact');
  return exactly.some(({ isActive }) => isActive) ? undefined : exactly[0];
};

/**
 * Who may be the customer that is being typed.
 *
 * @param typed the same object as long as nothing is typed
 * @param takenBy who has the phone, where the server has said so; undefined: nobody yet
 */
export const useAlreadyHere = (typed: Typed, takenBy: string | undefined) => {
  const queryClient = useQueryClient();
  // By itself, so that whoever goes on to the name at once is told.
  const [restedPhone] = useDebouncedValue(typed.phone ?? '', pause);
  const [rested] = useDebouncedValue(typed, pause);
  const lookUp = useQuery(withPhoneQuery(restedPhone));
  const taken = useQuery({ ...customerQuery(takenBy ?? ''), enabled: takenBy !== undefined });
  const duplicates = useQuery(draftDuplicatesQuery(rested));

  const found = lookUp.data?.data ?? [];
  const former = takenBy === undefined ? formerOf(found) : undefined;
  const withPhone: Customer[] =
    takenBy === undefined ? found.filter((customer) => customer !== former) : taken.data ? [taken.data] : [];
  const candidates = saysSomething(rested) ? (duplicates.data ?? []) : [];

  return {
    /** Who had the phone, and can be restored instead. */
    former,
    withPhone: withPhone.map((customer) => ({
      customer,
      reasons: candidates.find((candidate) => candidate.customer.id === customer.id)?.reasons,
    })),
    /** Like them in something else: whoever has the phone is shown where the phone is typed. */
    alike: lookUp.isFetching
      ? []
      : candidates
          .filter(({ customer: { id } }) => id !== former?.id && withPhone.every((one) => one.id !== id))
          .slice(0, mostAlike),
    /** Enter can be faster than the look-up and than the eye. */
    someoneHad: async (wanted: string) => {
      if (digitsIn(wanted) < digitsToLookUp) return false;
      // Where nobody can be looked up, the server still sees to it that no phone is given twice.
      const answer = await queryClient.fetchQuery(withPhoneQuery(wanted)).catch(() => null);
      return answer !== null && formerOf(answer.data) !== undefined;
    },
  };
};
