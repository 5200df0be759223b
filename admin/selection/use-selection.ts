import type { CustomerListItem } from '@regulars/sdk';
import { useState } from 'react';
import { type Selected, through, withThese } from './selection.ts';

const none: Selected = new Map();

/** Who is selected in a list: another list, and nobody is. */
export const useSelection = (list: string, page: readonly CustomerListItem[] = []) => {
  const [held, setHeld] = useState<{ list: string; selected: Selected; last: string | null }>();
  const { selected, last } = held?.list === list ? held : { selected: none, last: null };
  const wholePage = page.length > 0 && page.every(({ id }) => selected.has(id));
  return {
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
