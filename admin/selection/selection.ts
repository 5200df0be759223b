import type { CustomerListItem } from '@regulars/sdk';

/** As many as an export can name. */
export const mostSelected = 200;

/** As much of a customer as can be asked about those selected. */
export type SelectedCustomer = Pick<CustomerListItem, 'id' | 'isActive' | 'tags'>;

/** Those selected, in the order in which they were, also of other pages of the list. */
export type Selected = ReadonlyMap<string, SelectedCustomer>;

/** The same with these customers selected or not any more; never more than fit. */
export const withThese = (
  selected: Selected,
  customers: readonly SelectedCustomer[],
  wanted: boolean,
): Selected => {
  const next = new Map(selected);
  for (const customer of customers) {
    if (!wanted) next.delete(customer.id);
    else if (next.size < mostSelected) next.set(customer.id, customer);
  }
  return next;
};

/** All from the one that was touched last to this one; this one alone where the other is not on the page. */
export const through = (
  page: readonly CustomerListItem[],
  last: string | null,
  customer: CustomerListItem,
): readonly CustomerListItem[] => {
  const places = [last, customer.id].map((id) => page.findIndex((each) => each.id === id));
  const [from, to] = places.sort((one, other) => one - other) as [number, number];
  return from < 0 ? [customer] : page.slice(from, to + 1);
};
