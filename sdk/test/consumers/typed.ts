import {
  ConnectionError,
  type Customer,
  type CustomerChanges,
  type CustomerListItem,
  type CustomerQuery,
  type CustomerWithAddresses,
  createRegulars,
  type ErrorCode,
  type FieldCode,
  isProblem,
  ProblemError,
  type Regulars,
} from '@regulars/sdk';

// Compiled, never run: what must be accepted stands alone, what must be refused stands under @ts-expect-error.
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const proven = <_Claim extends true>(): void => {};

const regulars: Regulars = createRegulars({
  baseUrl: 'https://regulars.example.com',
  token: async () => 'a-key',
  fetch,
});
const { customers, session, setup } = regulars;

// @ts-expect-error baseUrl is needed
createRegulars({});
// @ts-expect-error no such option
createRegulars({ baseUrl: '', retries: 3 });

export const shapes = async (signal: AbortSignal): Promise<void> => {
  const customer = await customers.get('id', { signal });
  proven<Same<typeof customer, CustomerWithAddresses>>();
  proven<Same<Customer['phone'], string | null>>();
  proven<Same<Customer['profileStatus'], 'guest' | 'stub' | 'full'>>();
  proven<Same<Customer['totalSpent'], { amount: string; currency: string }>>();
  // @ts-expect-error money is no number
  customer.totalSpent.amount * 2;
  // @ts-expect-error no such field
  customer.surname;

  const { data, page } = await customers.list({
    search: '3456',
    type: 'stub',
    sort: '-totalOrders',
    limit: 50,
  });
  proven<Same<typeof data, CustomerListItem[]>>();
  proven<Same<(typeof data)[number]['match'], 'exact' | 'prefix' | 'similar' | undefined>>();
  proven<Same<typeof page.nextCursor, string | null>>();
  proven<Same<typeof page.previousCursor, string | null>>();
  await customers.list({ verified: true, hasPoints: false, tag: 'vip', createdFrom: '2026-01-01' });
  // @ts-expect-error a yes or a no
  await customers.list({ verified: 'true' });
  const term: string | undefined = undefined;
  await customers.list({ search: term } satisfies CustomerQuery);
  // @ts-expect-error no such sort
  await customers.list({ sort: '-phone' });
  // @ts-expect-error no such filter
  await customers.list({ phone: '1' });

  for await (const one of customers.iterate()) proven<Same<typeof one, CustomerListItem>>();
  for await (const entry of customers.iterateHistory('id')) {
    if (entry.action === 'address_removed') proven<Same<typeof entry.action, 'address_removed'>>();
    // @ts-expect-error no such action
    if (entry.action === 'deleted') return;
  }

  const statistics = await customers.statistics();
  proven<Same<typeof statistics.newThisMonth, number>>();
};

export const writes = async (customer: Customer): Promise<void> => {
  await customers.create({ type: 'guest' });
  await customers.create({ type: 'stub', name: 'Sara', preferences: { folding: 'hanger', shelf: 4 } });
  await customers.create({ type: 'guest' }, { idempotencyKey: 'till-7/receipt-1' });
  // @ts-expect-error the type is needed
  await customers.create({ name: 'Sara' });
  // @ts-expect-error no such type
  await customers.create({ type: 'walk-in' });
  // @ts-expect-error the server alone sets it
  await customers.create({ type: 'guest', customerNumber: 'CUST-00001' });

  const changes: CustomerChanges = { notes: null, tags: ['vip'] };
  await customers.update(customer.id, changes, { ifMatch: customer });
  await customers.deactivate(customer.id, { ifMatch: customer.version });
  await customers.restore(customer.id);
  // @ts-expect-error the server alone sets it
  await customers.update(customer.id, { loyaltyPoints: 5 });
  // @ts-expect-error a version is a number
  await customers.update(customer.id, changes, { ifMatch: '5' });
  // @ts-expect-error only a POST has a key
  await customers.update(customer.id, changes, { idempotencyKey: 'a' });
};

export const people = async (): Promise<void> => {
  const { role, tenants } = await session.signIn({ email: 'sara@example.com', password: 'a long password' });
  proven<Same<typeof role, 'owner' | 'admin' | 'staff' | 'viewer'>>();
  await session.switchTenant({ tenantId: tenants[0]?.id ?? '' });
  const nothing = await session.signOut();
  proven<Same<typeof nothing, void>>();
  // @ts-expect-error the password is needed
  await session.signIn({ email: 'sara@example.com' });

  const { valid } = await setup.checkLink({ token: 'link' });
  proven<Same<typeof valid, true>>();
  await setup.setUp({
    token: 'link',
    tenant: { name: 'Al Noor', country: 'OM', currency: 'OMR', timeZone: 'Asia/Muscat' },
    owner: { name: 'Sara', email: 'sara@example.com', password: 'a long password' },
  });
};

export const errors = (error: unknown): string => {
  if (isProblem(error, 'phone_taken')) {
    proven<Same<typeof error.code, 'phone_taken'>>();
    return error.customerId ?? '';
  }
  // @ts-expect-error no such code
  if (isProblem(error, 'phone_is_taken')) return '';

  if (error instanceof ConnectionError) return `tried ${error.tries} times`;
  if (isProblem(error)) {
    proven<Same<typeof error.code, ErrorCode>>();
    // @ts-expect-error no such code
    if (error.code === 'teapot') return '';
    for (const field of error.errors) proven<Same<typeof field.code, FieldCode>>();
    switch (error.code) {
      case 'version_conflict':
        return error.requestId ?? '';
      case 'unexpected_response':
        return error.detail ?? '';
    }
  }
  return error instanceof ProblemError ? error.title : 'unknown';
};
