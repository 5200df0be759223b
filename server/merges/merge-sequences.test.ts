import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { type Ask, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
  const told = await here.owner('/api/v1/tenant/loyalty', {
    method: 'PATCH',
    body: {
      enabled: true,
      pointsPerUnit: '10',
      expiryMonths: 12,
      tiers: [{ key: 'gold', name: 'Gold', name2: null, threshold: 60 }],
    },
  });
  expect(told.status).toBe(200);
});

const call = async (caller: Ask, method: string, path: string, body?: object) => {
  const answer = await caller(path, { method, ...(body && { body }) });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
  return answer.body;
};

interface State {
  customers: Record<string, unknown>[];
  addresses: { id: string; customer_id: string; is_default: boolean }[];
  orders: (Order & { id: string; counts: boolean })[];
  lots: { customer: string; at: string; points: number }[];
  contacts: unknown[];
  tokens: { is_of_customer: boolean }[];
}

/** Everything about these customers that merging and undoing has to leave as it was. */
const stateOf = async (ids: string[]): Promise<State> => {
  const [state] = await asOwner<{ state: State }>(
    `select jsonb_build_object(
      'customers', (select jsonb_agg(to_jsonb(c) - array['version', 'updated_at', 'changes_beside', 'last_order_key'] order by id)
        from org_customers_mst c where tenant_org_id = $1 and id = any ($2)),
      'addresses', (select coalesce(jsonb_agg(to_jsonb(a) - 'updated_at' order by id), '[]')
        from org_customer_addresses a where tenant_org_id = $1 and customer_id = any ($2)),
      'orders', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'owner', customer_id,
          'total', (total * 1000)::int, 'isDelivered', status = 'delivered', 'counts', status <> 'cancelled') order by id), '[]')
        from org_orders_mst where tenant_org_id = $1 and customer_id = any ($2)),
      'lots', (select coalesce(jsonb_agg(jsonb_build_object('customer', customer, 'at', expires_at, 'points', points)
          order by customer, expires_at), '[]')
        from unnest($2::uuid[]) customer, regulars.point_lots($1, customer)),
      'contacts', (select coalesce(jsonb_agg(to_jsonb(c)), '[]')
        from org_customer_contacts c where tenant_org_id = $1 and customer_id = any ($2)),
      'tokens', (select coalesce(jsonb_agg(to_jsonb(t) - array['marks', 'outlines', 'words'] || jsonb_build_object(
            'is_of_customer', t.marks = c.marks & 4294967295 and t.outlines is not distinct from regulars.outlines(c)
              and t.words is not distinct from regulars.words_and_tags(c)) order by customer_id, token), '[]')
        from org_customer_tokens t
        join org_customers_mst c on c.tenant_org_id = t.tenant_org_id and c.id = t.customer_id
        -- Words of names; tags are among the fields.
        where t.tenant_org_id = $1 and customer_id = any ($2) and token !~ '^#')) as state`,
    [here.id, ids],
  );
  return state!.state;
};

let phones = 90_000_000;
const nextPhone = () => {
  phones += 1;
  return `+968${phones}`;
};
let marks = 0;
const nextMark = () => {
  marks += 1;
  return `edited${marks}`;
};

const person = fc.record({
  kind: fc.constantFrom('guest', 'named guest', 'stub', 'full', 'inactive'),
  email: fc.boolean(),
  birthDate: fc.boolean(),
  notes: fc.boolean(),
  name: fc.constantFrom('name', 'first and last', 'name2', 'display'),
  preferences: fc.constantFrom(
    {},
    { folding: 'hanger' },
    { folding: 'box', notifications: { sms: true } },
    { notifications: {} },
    { notifications: { email: false, sms: false }, fragrance: 'oud' },
  ),
  tags: fc.subarray(['vip', 'late', 'friend']),
  addresses: fc.nat(2),
  orders: fc.nat(2),
});
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never;

const names = {
  name: (n: number) => ({ name: `Name ${n}` }),
  'first and last': (n: number) => ({ firstName: `First ${n}`, lastName: `Last ${n}` }),
  name2: (n: number) => ({ name2: `اسم ${n}` }),
  display: (n: number) => ({ displayName: `Shown ${n}`, name: `Hidden ${n}` }),
};

const add = async (n: number, each: Person) => {
  const isGuest = each.kind.includes('guest');
  const created = await call(here.staff, 'POST', customers, {
    type: isGuest ? 'guest' : 'stub',
    ...(each.kind !== 'guest' && names[each.name](n)),
    ...(!isGuest && { phone: nextPhone() }),
    ...(each.email && { email: `p${nextMark()}@example.com` }),
    ...(each.birthDate && { birthDate: `199${n}-01-01` }),
    ...(each.notes && { notes: `notes of ${n}` }),
    preferences: each.preferences,
    tags: each.tags,
    addresses: Array.from({ length: each.addresses }, (_, at) => ({
      street: `Way ${n}.${at}`,
      isDefault: at === 1,
    })),
  });
  for (let at = 0; at < each.orders; at += 1) {
    await call(here.staff, 'POST', '/api/v1/orders', {
      customerId: created.id,
      total: `${2 + n}.500`,
      status: at === 0 ? 'delivered' : 'ready',
    });
  }
  if (each.kind === 'full') {
    // What verify-otp and upgrade do, without the limits of sending codes.
    await asOwner(`
      insert into sys_otp_codes (tenant_org_id, phone, country, purpose, channel, provider, ip, expires_at, token_used_by)
      values ('${here.id}', '${created.phone}', 'OM', 'verification', 'sms', 'none', '127.0.0.1', now(), pg_current_xact_id());
      update org_customers_mst set profile_status = 'full' where tenant_org_id = '${here.id}' and id = '${created.id}'`);
  }
  if (each.kind === 'inactive') await call(here.admin, 'DELETE', `${customers}/${created.id}`);
  return created.id as string;
};

const field = fc.constantFrom('source', 'target', undefined);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('merge' as const),
      source: fc.nat(3),
      target: fc.nat(3),
      fields: fc.record({
        phone: field,
        email: field,
        name: field,
        displayName: field,
        notes: field,
        preferences: field,
        birthDate: field,
      }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'email',
        'birthDate',
        'tag',
        'preference',
        'address',
        'order',
        'points',
        'deliver',
        'cancel',
      ),
      who: fc.nat(3),
    }),
  },
);

interface Order {
  owner: string;
  /** In thousandths. */
  total: number;
  isDelivered: boolean;
}

/** What ought to be in the end, told without merges: whatever is done under any id is done to who is there instead. */
interface World {
  orders: Map<string, Order>;
  /** Addresses added. */
  addresses: Map<string, string>;
  adjusted: Map<string, number>;
  fields: Map<
    string,
    { email?: string; birth_date?: string; tags: string[]; preferences: Record<string, string> }
  >;
}

type Edit = Exclude<(typeof step extends fc.Arbitrary<infer S> ? S : never)['do'], 'merge' | 'undo'>;

const edit = async (what: Edit, id: string, there: string, world: World) => {
  const patch = (body: object) => call(here.staff, 'PATCH', `${customers}/${id}`, body);
  const mark = nextMark();
  const fields = world.fields.get(there)!;
  switch (what) {
    case 'email':
      fields.email = `${mark}@example.com`;
      return patch({ email: fields.email });
    case 'birthDate':
      fields.birth_date = `19${10 + (marks % 80)}-02-03`;
      return patch({ birthDate: fields.birth_date });
    case 'tag': {
      const { tags } = await call(here.viewer, 'GET', `${customers}/${id}`);
      fields.tags.push(mark);
      return patch({ tags: [...tags, mark] });
    }
    case 'preference':
      fields.preferences[mark] = mark;
      return patch({ preferences: { [mark]: mark } });
    case 'address': {
      const added = await call(here.staff, 'POST', `${customers}/${id}/addresses`, { street: mark });
      world.addresses.set(added.id, there);
      return;
    }
    case 'order': {
      const total = 1000 + marks;
      const order = await call(here.staff, 'POST', '/api/v1/orders', {
        customerId: id,
        total: `${total / 1000}`,
        status: 'delivered',
      });
      world.orders.set(order.id, { owner: there, total, isDelivered: true });
      return;
    }
    case 'points':
      world.adjusted.set(there, (world.adjusted.get(there) ?? 0) + 5);
      return call(here.admin, 'POST', `${customers}/${id}/loyalty/adjustments`, { points: 5, reason: mark });
    case 'deliver':
    case 'cancel': {
      // Somebody's order, wherever it is now.
      const [orderId, order] = [...world.orders][marks % Math.max(world.orders.size, 1)] ?? [];
      if (!orderId || !order) return;
      order.isDelivered = what === 'deliver';
      return call(here.staff, 'PATCH', `/api/v1/orders/${orderId}`, {
        status: what === 'deliver' ? 'delivered' : 'cancelled',
      });
    }
  }
};

const pointsOf = ({ total, isDelivered }: Order) => (isDelivered ? Math.floor(total / 100) : 0);

test('whatever is merged and undone in whatever order, in the end everybody is who they were, and what was done meanwhile is with whom it was done to', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 4, maxLength: 4 }),
      fc.array(step, { minLength: 3, maxLength: 12 }),
      fc.infiniteStream(fc.nat(50)),
      async (people, steps, random) => {
        const ids: string[] = [];
        for (const [n, each] of people.entries()) ids.push(await add(n, each));
        const start = await stateOf(ids);
        const world: World = {
          orders: new Map(start.orders.map((order) => [order.id, order])),
          addresses: new Map(start.addresses.map(({ id, customer_id }) => [id, customer_id])),
          adjusted: new Map(),
          fields: new Map(ids.map((id) => [id, { tags: [], preferences: {} }])),
        };
        const into = new Map<string, string>();
        const survivor = (id: string): string => (into.has(id) ? survivor(into.get(id)!) : id);
        const open: { mergeId: string; source: string; target: string }[] = [];
        const undo = async (which: number) => {
          const possible = open.filter(({ target }) => !into.has(target));
          const merge = possible[which % Math.max(possible.length, 1)];
          if (!merge) return;
          await call(here.admin, 'POST', `${customers}/merges/${merge.mergeId}/undo`);
          open.splice(open.indexOf(merge), 1);
          into.delete(merge.source);
        };

        for (const each of steps) {
          if (each.do === 'merge') {
            const source = ids[each.source]!;
            const target = survivor(ids[each.target]!);
            const isActive = people[ids.indexOf(target)]!.kind !== 'inactive';
            if (into.has(source) || source === target || !isActive) continue;
            const { mergeId } = await call(here.admin, 'POST', `${customers}/merge`, {
              sourceCustomerId: source,
              targetCustomerId: ids[each.target]!,
              fields: Object.fromEntries(Object.entries(each.fields).filter(([, side]) => side)),
              reason: 'the same person',
            });
            open.push({ mergeId, source, target });
            into.set(source, target);
          } else if (each.do === 'undo') {
            await undo(each.which);
          } else {
            const id = ids[each.who]!;
            await edit(each.do, id, survivor(id), world);
          }
          holdTogether(await stateOf(ids));
        }
        while (open.length > 0) await undo(random.next().value);

        const end = await stateOf(ids);
        holdTogether(end);
        expect(end.contacts).toEqual([]);
        expect(end.tokens).toEqual(start.tokens);
        expect(end.tokens.map((token) => token.is_of_customer)).not.toContain(false);
        expect(end.orders.map(({ id, owner }) => [id, owner]).toSorted()).toEqual(
          [...world.orders].map(([id, { owner }]) => [id, owner]).toSorted(),
        );
        expect(end.addresses.map(({ id, customer_id }) => [id, customer_id]).toSorted()).toEqual(
          [...world.addresses].toSorted(),
        );
        for (const [n, before] of start.customers.entries()) {
          const id = before.id as string;
          const { tags, preferences, ...fields } = world.fields.get(id)!;
          const own = [...world.orders.values()].filter(({ owner }) => owner === id);
          const earned = own.map(pointsOf).reduce((sum, points) => sum + points, 0);
          const { total_orders, total_spent, last_order_at, marks, ...now } = end.customers[n]!;
          const { total_orders: _, total_spent: __, last_order_at: ___, marks: ____, ...unchanged } = before;
          expect(now).toEqual({
            ...unchanged,
            ...fields,
            ...(fields.email && { email_folded: fields.email, email_domain: fields.email.split('@')[1] }),
            tags: [...(before.tags as string[]), ...tags],
            preferences: { ...(before.preferences as object), ...preferences },
            loyalty_points: earned + (world.adjusted.get(id) ?? 0),
            tier: earned >= 60 ? 'gold' : null,
          });
        }
        if (world.addresses.size === start.addresses.length) expect(end.addresses).toEqual(start.addresses);
        const touched = steps.some((each) => ['order', 'points', 'deliver', 'cancel'].includes(each.do));
        if (!touched) expect(end.lots).toEqual(start.lots);
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);

/** What is counted is what is there, at any moment. */
const holdTogether = ({ customers: all, orders, lots, addresses }: State) => {
  for (const customer of all) {
    const counted = orders.filter(({ owner, counts }) => owner === customer.id && counts);
    expect(customer.total_orders).toBe(counted.length);
    expect(Math.round((customer.total_spent as number) * 1000)).toBe(
      counted.reduce((sum, { total }) => sum + total, 0),
    );
    expect(customer.loyalty_points).toBe(
      lots.filter((lot) => lot.customer === customer.id).reduce((sum, { points }) => sum + points, 0),
    );
    const own = addresses.filter(({ customer_id }) => customer_id === customer.id);
    expect(own.filter(({ is_default }) => is_default).length).toBe(Math.min(own.length, 1));
    expect(customer.is_merging).toBe(false);
  }
};
