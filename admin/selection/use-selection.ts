import type { CustomerListItem } from '@regulars/sdk';
import { useState } from 'react';
import { draftBase } from '../drafts/drafts.ts';
import { forms } from '../drafts/forms.ts';
import { type Selected, type SelectedCustomer, through, withThese } from './selection.ts';

const none: Selected = new Map();

/** Who is selected in a list: another list, and nobody is. */
export const useSelection = (list: string, page: readonly CustomerListItem[] = []) => {
  const [held, setHeld] = useState<{ list: string; selected: Selected; last: string | null } | undefined>(
    () => {
      // Those who were being tagged when the page was loaded anew.
      const customers = draftBase<SelectedCustomer[]>(forms.tags(list));
      return customers && { list, selected: withThese(none, customers, true), last: null };
    },
  );
  const { selected, last } = held?.list === list ? held : { selected: none, last: null };
  const wholePage = page.length > 0 && page.every(({ id }) => selected.has(id));
  return {
    list,
    selected,
    wholePage,
    /** @param range whether all from the one touched last go the same way */
    toggle: (customer: CustomerListItem, range = false) =>
      setHeld({
        list,
        selected: withThese(
          selected,
          range ? through(page, last, customer) : [customer],
          !selected.has(customer.id),
        ),
        last: customer.id,
      }),
    togglePage: () => setHeld({ list, selected: withThese(selected, page, !wholePage), last: null }),
    clear: () => setHeld(undefined),
  };
};
export type Selection = ReturnType<typeof useSelection>;
