/** Of which forms drafts are kept, and what they are called. Never of passwords, codes and keys, nor of what stands beside them. */
export const forms = {
  newCustomer: 'new-customer',
  customer: (id: string) => `customer ${id}`,
  /** @param address its id; null: a new one */
  address: (customer: string, address: string | null) => `address ${customer} ${address ?? 'new'}`,
  points: (customer: string, work: 'redeem' | 'adjust') => `${work} ${customer}`,
  settings: (section: 'business' | 'loyalty' | 'profile' | 'verification') => `settings ${section}`,
  /** @param customers whichever is the source */
  merge: (customers: [string, string]) => `merge ${customers.toSorted().join(' ')}`,
  /** @param list in which they are selected */
  tags: (list: string) => `tags ${list}`,
  view: 'view',
};
