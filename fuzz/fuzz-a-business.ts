import { isDeepStrictEqual } from 'node:util';
import { createRegulars, type Regulars } from '@regulars/sdk';
import { startTestServer } from '../server/testing/start-test-server.ts';
import { type Finding, fuzz } from './fuzz.ts';

const wide = '100000';

/**
 * Fuzzes one of two businesses of a server of their own. Afterwards the other has to be as it was, and in the one
 * that was fuzzed the counters have to be what counting gives.
 */
export const fuzzABusiness = async (
  options: { seed: number; each: number },
  tell?: (done: number, of: number) => void,
) => {
  // Limits that would end what is to be tried are tested elsewhere.
  const server = await startTestServer(
    {
      OTP_ACTOR_PER_HOUR: wide,
      OTP_IP_PER_HOUR: wide,
      OTP_TENANT_PER_DAY: wide,
      OTP_COUNTRY_PER_DAY: wide,
    },
    null,
  );
  try {
    const business = async () => {
      const { id } = await server.createTenant();
      const token = await server.token(id, 'owner', { expiresIn: '12h' });
      const api = createRegulars({ baseUrl: server.url, token });
      return { token, api, ids: await fill(api) };
    };
    const [here, there] = [await business(), await business()];
    const before = await everythingOf(there.api);
    const run = await fuzz({
      url: server.url,
      headers: { authorization: `Bearer ${here.token}` },
      ids: Object.fromEntries(
        Object.entries(here.ids).map(([kind, ids]) => [kind, [...ids, ...there.ids[kind as keyof Ids]]]),
      ),
      ...options,
      ...(tell && { tell }),
    });
    const found = (operation: string, wrong: string): Finding => ({ operation, wrong, request: '' });
    if (!isDeepStrictEqual(await everythingOf(there.api), before))
      run.findings.push(found('any', 'something of another business has changed'));
    const { counted, told } = await countsOf(here.api);
    if (!isDeepStrictEqual(counted, told))
      run.findings.push(found('any', `counters ${JSON.stringify(told)}, counted ${JSON.stringify(counted)}`));
    return run;
  } finally {
    await server.stop();
  }
};

/** A bit of everything. @returns ids by their place in an address */
const fill = async ({ customers, orders, loyalty, merges, views, apiKeys }: Regulars) => {
  const sara = await customers.create({
    type: 'stub',
    name: 'Sara Al Balushi',
    phone: '90123456',
    email: 'sara@example.com',
    addresses: [{ street: 'Way 3021', latitude: 23.5859, longitude: 58.4059 }],
  });
  const again = await customers.create({
    type: 'stub',
    name: 'Sarah Albalushi',
    phone: '90123457',
    tags: ['hotel'],
  });
  const omar = await customers.create({ type: 'guest', name: 'Omar' });
  const gone = await customers.create({ type: 'stub', name: 'Sara', phone: '90123458' });
  await loyalty.updateSettings({ enabled: true, earnOn: 'received' });
  const order = await orders.create({ externalRef: 'till/1', customerId: sara.id, total: '4.500' });
  await loyalty.adjust(again.id, { points: 50, reason: 'Sorry for the delay' });
  const { mergeId } = await merges.merge({
    sourceCustomerId: gone.id,
    targetCustomerId: sara.id,
    reason: 'The same person',
  });
  const { contacts } = await customers.get(sara.id);
  const view = await views.create({ name: 'Stubs', shared: true });
  const key = await apiKeys.create({ name: 'Till', role: 'staff' });
  return {
    customers: [sara.id, again.id, omar.id, gone.id],
    contacts: contacts.map(({ id }) => id),
    addresses: sara.addresses.map(({ id }) => id),
    orders: [order.id],
    merges: [mergeId],
    views: [view.id],
    'api-keys': [key.id],
  };
};
type Ids = Awaited<ReturnType<typeof fill>>;

const everythingOf = async ({ customers, orders, loyalty, merges, views, apiKeys, tenant }: Regulars) => ({
  customers: await customers.list({ status: 'all', limit: 100 }),
  statistics: await customers.statistics(),
  orders: await orders.list({ limit: 100 }),
  loyalty: await loyalty.settings(),
  merges: await merges.list({ limit: 100 }),
  views: await views.list(),
  keys: await apiKeys.list(),
  tenant: await tenant.get(),
});

const countsOf = async ({ customers }: Regulars) => {
  const { total, guest, stub, full, active } = await customers.statistics();
  const counted = { total: 0, guest: 0, stub: 0, full: 0, active: 0 };
  for await (const { profileStatus, isActive } of customers.iterate({ status: 'all', sort: 'createdAt' })) {
    counted.total += 1;
    counted[profileStatus] += 1;
    if (isActive) counted.active += 1;
  }
  return { counted, told: { total, guest, stub, full, active } };
};
