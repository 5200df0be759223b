import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import openapi from '../../openapi.json' with { type: 'json' };
import { asOwner } from '../testing/as-owner.ts';
import { checkFile, formOf } from '../testing/import-file.ts';
import { jpegOf } from '../testing/pictures.ts';
import { type Answered, type Ask, everyOperation, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
const shared = { phone: '+96890123456', email: 'same@example.com', name: 'Sara Al Balushi' };

/** A business with a bit of everything in it; nothing but `shared` is the same as elsewhere. */
const fullTenant = async (mark: string) => {
  const tenant = await api.tenant({ name: `Business ${mark}` });
  const made: Record<string, string>[] = [];
  for (const [n, body] of [
    { type: 'stub', ...shared, notes: mark },
    { type: 'stub', name: `Only ${mark}`, phone: mark === 'here' ? '90770001' : '90770002' },
    { type: 'guest', email: `${mark}@only.example` },
  ].entries()) {
    const created = await tenant.staff(customers, {
      method: 'POST',
      body,
      headers: { 'idempotency-key': `same key ${n}`.replaceAll(' ', '-') },
    });
    expect(created.status).toBe(201);
    made.push(created.body);
  }
  const address = await tenant.staff(`${customers}/${made[0]!.id}/addresses`, {
    method: 'POST',
    body: { street: `Way ${mark}`, latitude: 23.5859, longitude: 58.4059 },
  });
  expect(address.status).toBe(201);
  await tenant.staff(`${customers}/${made[0]!.id}`, { method: 'PATCH', body: { tags: [mark] } });
  const picture = await tenant.staff(`${customers}/${made[0]!.id}/avatar`, {
    method: 'PUT',
    rawBody: formOf(jpegOf()),
  });
  expect(picture.status).toBe(200);
  await tenant.admin('/api/v1/tenant/loyalty', {
    method: 'PATCH',
    body: {
      enabled: true,
      earnOn: 'received',
      tiers: [{ key: mark, name: mark, name2: null, threshold: 1 }],
    },
  });
  await tenant.admin('/api/v1/tenant/verification', {
    method: 'PATCH',
    body: { messageEn: `${mark}: {code}` },
  });
  const orders: string[] = [];
  for (const externalRef of ['till/1', 'till/2']) {
    const order = await tenant.staff('/api/v1/orders', {
      method: 'POST',
      body: { externalRef, customerId: made[0]!.id, total: '5', note: `Only ${mark}` },
    });
    expect(order.status).toBe(201);
    orders.push(order.body.id);
  }
  const merges: string[] = [];
  for (const _ of [1, 2]) {
    const merged = await tenant.admin(`${customers}/merge`, {
      method: 'POST',
      body: { sourceCustomerId: made[2]!.id, targetCustomerId: made[1]!.id, reason: `Only ${mark}` },
    });
    expect(merged.status).toBe(200);
    merges.push(merged.body.mergeId);
    const undone = await tenant.admin(`${customers}/merges/${merged.body.mergeId}/undo`, { method: 'POST' });
    expect(undone.status).toBe(200);
  }
  // The merges have taken what there was.
  await asOwner(
    `insert into org_duplicate_pairs (tenant_org_id, customer_a, customer_b, score, reasons)
      select $1, least($2::uuid, other), greatest($2::uuid, other), 0.9, '[]' from unnest($3::uuid[]) other`,
    [tenant.id, made[0]!.id, [made[1]!.id, made[2]!.id]],
  );
  const [contact] = await asOwner<{ id: string }>(
    `insert into org_customer_contacts (tenant_org_id, customer_id, merge_id, kind, value)
      values ($1, $2, $3, 'email', $4) returning id`,
    [tenant.id, made[0]!.id, merges[0], `${mark}@further.example`],
  );
  const cursorOf = async (path: string) =>
    (await tenant.viewer(`${path}?limit=1`)).body.page.nextCursor as string;
  const cursorOfAdmin = async (path: string) =>
    (await tenant.admin(`${path}?limit=1`)).body.page.nextCursor as string;
  const key = await tenant.owner('/api/v1/api-keys', {
    method: 'POST',
    body: { name: mark, role: 'staff' },
  });
  const { ask, session } = await api.signIn(tenant.ownerAccount);
  const invitation = await ask('/api/v1/invitations', {
    method: 'POST',
    body: { email: `${mark}@invited.example`, role: 'viewer' },
  });
  expect(invitation.status).toBe(201);
  const imports: string[] = [];
  for (const _ of [1, 2]) {
    const checked = await checkFile(api.database, tenant, `name\nOnly ${mark}\nAlso ${mark}\n`);
    imports.push(checked.id);
    expect((await tenant.admin(`${customers}/export`)).status).toBe(200);
  }
  const view = await tenant.staff(`${customers}/views`, {
    method: 'POST',
    body: { name: `View ${mark}`, filters: { tag: mark }, shared: true },
  });
  return {
    ...tenant,
    customers: made,
    viewId: view.body.id as string,
    apiKeyId: key.body.id as string,
    addressId: address.body.id as string,
    contactId: contact!.id,
    memberId: session.actor.id as string,
    invitationId: invitation.body.id as string,
    orders,
    merges,
    imports,
    cursors: {
      listImports: await cursorOfAdmin(`${customers}/imports`),
      listImportRows: await cursorOfAdmin(`${customers}/imports/${imports[0]}/rows`),
      listExports: await cursorOfAdmin(`${customers}/exports`),
      listMerges: await cursorOf(`${customers}/merges`),
      listCustomers: await cursorOf(customers),
      listCustomerHistory: await cursorOf(`${customers}/${made[0]!.id}/history`),
      listDuplicates: await cursorOf(`${customers}/duplicates`),
      listOrders: await cursorOf('/api/v1/orders'),
      listCustomerOrders: await cursorOf(`${customers}/${made[0]!.id}/orders`),
      getLoyalty: await cursorOf(`${customers}/${made[0]!.id}/loyalty`),
    } as Record<string, string>,
  };
};

type FullTenant = Awaited<ReturnType<typeof fullTenant>>;
let here: FullTenant;
let there: FullTenant;
let browserHere: Ask;
beforeAll(async () => {
  [here, there] = await Promise.all([fullTenant('here'), fullTenant('elsewhere')]);
  browserHere = (await api.signIn(here.ownerAccount)).ask;
});

/** Everything that a tenant has, as it lies in the database. */
const everythingOf = async (tenantId: string) => {
  const tables = await asOwner<{ name: string }>(
    `select attrelid::regclass::text as name from pg_attribute join pg_class on pg_class.oid = attrelid
      where attname = 'tenant_org_id' and relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  expect(tables.length).toBeGreaterThan(8);
  const contents: Record<string, unknown> = {};
  for (const { name } of tables) {
    contents[name] = await asOwner(
      `select to_jsonb(t) as row from ${name} t where tenant_org_id = $1 order by to_jsonb(t)::text`,
      [tenantId],
    );
  }
  return contents;
};

const withoutRequestId = ({ status, body }: Answered) => {
  const { requestId, ...rest } = body;
  return { status, ...rest };
};

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const routes = Object.entries(openapi.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const operation = (item as Record<string, { operationId: string; parameters?: { name: string }[] }>)[
      method
    ];
    return operation
      ? [{ id: operation.operationId, path, method, parameters: operation.parameters ?? [] }]
      : [];
  }),
);

test('openapi.json, from which these tests come, tells of every operation', () => {
  expect(routes.map(({ id }) => id).toSorted()).toEqual(
    everyOperation()
      .map(({ operation }) => operation.id as string)
      .toSorted(),
  );
});

describe('every route that takes an id', () => {
  const withId = routes.filter(({ path }) => /\{(id|mergeId|importId)\}/.test(path));
  const bodies: Record<string, object> = {
    updateCustomer: { notes: 'mine now' },
    updateView: { name: 'mine now' },
    upgradeCustomer: { verificationToken: 'made up' },
    createAddress: { street: 'Mine now' },
    updateAddress: { street: 'Mine now' },
    updateOrder: { note: 'mine now' },
    updateImport: { mapping: ['notes'] },
    commitImport: {},
    redeemPoints: { points: 1 },
    adjustPoints: { points: 1, reason: 'mine now' },
    changeMember: { role: 'viewer' },
  };

  test.each(withId)('$id: an id of another tenant is answered as one that does not exist', async (route) => {
    const idThere = route.path.includes('api-keys')
      ? there.apiKeyId
      : route.path.includes('/members/')
        ? there.memberId
        : route.path.includes('/invitations/')
          ? there.invitationId
          : route.path.includes('/orders/{id}')
            ? there.orders[0]!
            : route.path.includes('views')
              ? there.viewId
              : route.path.includes('{mergeId}')
                ? there.merges[0]!
                : route.path.includes('{importId}')
                  ? there.imports[0]!
                  : there.customers[0]!.id!;
    const before = await everythingOf(there.id);
    const body = bodies[route.id];
    const call = (id: string, { addressId, contactId }: { addressId: string; contactId: string }) =>
      // Members alone change the staff.
      (/members|invitations|account/.test(route.path) ? browserHere : here.owner)(
        route.path
          .replace(/\{(id|mergeId|importId)\}/, id)
          .replace('{addressId}', addressId)
          .replace('{contactId}', contactId)
          .replace('{otherId}', here.customers[0]!.id!),
        {
          method: route.method.toUpperCase(),
          ...(body && { body }),
          ...(route.id === 'setAvatar' && { rawBody: formOf(jpegOf()) }),
        },
      );
    const asked = await call(idThere, there);
    expect(asked.status).toBe(404);
    const nobody = { addressId: crypto.randomUUID(), contactId: crypto.randomUUID() };
    const unknown = withoutRequestId(await call(crypto.randomUUID(), nobody));
    expect(withoutRequestId(asked)).toEqual(unknown);
    if (/\{(address|contact)Id\}/.test(route.path)) {
      expect(withoutRequestId(await call(here.customers[0]!.id!, there))).toEqual(unknown);
    }
    expect(await everythingOf(there.id)).toEqual(before);
  });

  test('is one of those that this test knows how to call', () => {
    expect(withId.map(({ id }) => id).toSorted()).toEqual([
      'adjustPoints',
      'cancelImport',
      'changeMember',
      'commitImport',
      'createAddress',
      'deactivateCustomer',
      'deleteView',
      'dismissDuplicate',
      'downloadRejectedRows',
      'endSession',
      'getAvatar',
      'getCustomer',
      'getImport',
      'getLoyalty',
      'getOrder',
      'listAddresses',
      'listCustomerDuplicates',
      'listCustomerHistory',
      'listCustomerOrders',
      'listImportRows',
      'redeemPoints',
      'removeAddress',
      'removeAvatar',
      'removeContact',
      'removeMember',
      'reopenDuplicate',
      'restoreAddress',
      'restoreContact',
      'restoreCustomer',
      'revokeApiKey',
      'revokeInvitation',
      'rollBackImport',
      'setAvatar',
      'undoMerge',
      'updateAddress',
      'updateCustomer',
      'updateImport',
      'updateOrder',
      'updateView',
      'upgradeCustomer',
      'watchImport',
    ]);
  });
});

describe('every route that takes a cursor', () => {
  const withCursor = routes.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));

  test.each(withCursor)(
    '$id: a cursor of another tenant is answered as one that was made up',
    async (route) => {
      const call = (cursor: string) =>
        here.owner(
          `${route.path.replace('{id}', here.customers[0]!.id!).replace('{importId}', here.imports[0]!)}?limit=1&cursor=${cursor}`,
        );
      expect((await call(here.cursors[route.id]!)).status).toBe(200);
      const asked = await call(there.cursors[route.id]!);
      expect([asked.status, asked.body.code]).toEqual([400, 'invalid_cursor']);
      expect(withoutRequestId(asked)).toEqual(withoutRequestId(await call('bWFkZSB1cA.bWFkZSB1cA')));
    },
  );

  test('is one of those that this test knows', () => {
    expect(withCursor.map(({ id }) => id).toSorted()).toEqual(Object.keys(here.cursors).toSorted());
  });
});

describe('a merge', () => {
  test('of a customer of another tenant is refused as one of a customer that does not exist', async () => {
    for (const path of [`${customers}/merge`, `${customers}/merge/preview`]) {
      const call = (sourceCustomerId: string, targetCustomerId: string) =>
        here.owner(path, {
          method: 'POST',
          body: {
            sourceCustomerId,
            targetCustomerId,
            ...(path.endsWith('merge') && { reason: 'The same person' }),
          },
        });
      const [own, foreign] = [here.customers[1]!.id!, there.customers[1]!.id!];
      const before = await everythingOf(there.id);
      for (const asked of [await call(own, foreign), await call(foreign, own)]) {
        expect(asked.status).toBe(404);
        expect(withoutRequestId(asked)).toEqual(withoutRequestId(await call(own, crypto.randomUUID())));
      }
      expect(await everythingOf(there.id)).toEqual(before);
    }
  });
});

describe('a tenant', () => {
  test('cannot be switched to by somebody who does not work there', async () => {
    const call = (tenantId: string) =>
      browserHere('/api/v1/session', { method: 'PATCH', body: { tenantId } });
    const asked = await call(there.id);
    expect(asked.status).toBe(404);
    expect(withoutRequestId(asked)).toEqual(withoutRequestId(await call(crypto.randomUUID())));
    expect((await browserHere('/api/v1/session')).body.tenant.id).toBe(here.id);
    expect(
      (await browserHere('/api/v1/session')).body.tenants.map((each: { id: string }) => each.id),
    ).toEqual([here.id]);
  });

  const idsOf = (answer: Answered) => answer.body.data.map((each: { id: string }) => each.id);

  test.each([
    ['phone', '90123456'],
    ['last digits', '456'],
    ['name', 'sara'],
    ['e-mail', 'same@'],
    ['customer number', 'CUST-00001'],
  ])('finds its own customer by what both have: %s', async (_, search) => {
    const found = await here.viewer(`${customers}?search=${encodeURIComponent(search)}&status=all`);
    expect(idsOf(found)).toEqual([here.customers[0]!.id]);
    expect(found.body.page.total).toBe(1);
  });

  test.each([
    ['phone', '90770002'],
    ['last digits', '770002'],
    ['name', 'elsewhere'],
    ['another spelling of the name', 'ilsewhare'],
    ['the name, mistyped', 'elsewjere'],
    ['e-mail', 'elsewhere@only'],
    ['id', () => there.customers[0]!.id!],
  ])('finds nothing by what another has: %s', async (_, search) => {
    const typed = typeof search === 'string' ? search : search();
    const { body } = await here.viewer(`${customers}?search=${encodeURIComponent(typed)}&status=all`);
    expect(body).toEqual({
      data: [],
      page: { nextCursor: null, previousCursor: null, total: 0, totalIsExact: true },
    });
  });

  test.each(['', '?status=all', '?type=stub', '?sort=name', '?sort=-totalOrders&status=all'])(
    'lists and counts its own customers alone: %j',
    async (query) => {
      const { body } = await here.viewer(`${customers}${query}`);
      const own = new Set(here.customers.map(({ id }) => id));
      expect(body.data.every(({ id }: { id: string }) => own.has(id))).toBe(true);
      expect(body.page.total).toBe(query === '?type=stub' ? 2 : 3);
    },
  );

  test('finds its own customer alone to be a duplicate of what is typed', async () => {
    const { body } = await here.staff(`${customers}/duplicates/check`, { method: 'POST', body: shared });
    const found = body.candidates.map(({ customer }: { customer: { id: string } }) => customer.id);
    expect(found).toEqual([here.customers[0]!.id]);
    const other = { name: 'Only elsewhere', phone: '90770002', email: 'elsewhere@only.example' };
    const none = await here.staff(`${customers}/duplicates/check`, { method: 'POST', body: other });
    expect(none.text).not.toContain(there.customers[1]!.id);
    expect(none.text).not.toContain(there.customers[2]!.id);
  });

  test('cannot tell its own customer apart from one of another, on whichever side the id stands', async () => {
    const own = here.customers[0]!.id!;
    const foreign = there.customers[0]!.id!;
    for (const [one, other] of [
      [own, foreign],
      [foreign, own],
      [foreign, there.customers[1]!.id!],
    ]) {
      const path = `${customers}/${one}/duplicates/${other}/dismissal`;
      expect((await here.staff(path, { method: 'POST' })).status).toBe(404);
      expect((await here.staff(path, { method: 'DELETE' })).status).toBe(404);
    }
    expect(
      await asOwner('select 1 from org_duplicate_dismissals where customer_a = $1 or customer_b = $1', [
        foreign,
      ]),
    ).toEqual([]);
  });

  test('counts its own customers alone in the statistics', async () => {
    expect((await here.viewer(`${customers}/statistics`)).body).toEqual({
      total: 3,
      guest: 1,
      stub: 2,
      full: 0,
      active: 3,
      inactive: 0,
      newThisMonth: 3,
    });
  });

  test('lists its own API keys alone', async () => {
    expect(idsOf(await here.owner('/api/v1/api-keys'))).toEqual([here.apiKeyId]);
  });

  test('gets the answers to its own Idempotency-Keys, also where another used the same', async () => {
    const replayed = await here.staff(customers, {
      method: 'POST',
      body: { type: 'stub', ...shared, notes: 'here' },
      headers: { 'idempotency-key': 'same-key-0' },
    });
    // Tokens of the tests have a subject each: the same actor as before sent this.
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    expect(replayed.body.id).toBe(here.customers[0]!.id);
  });

  test('numbers its customers by itself, and may have a phone that another has', () => {
    for (const tenant of [here, there]) {
      expect(tenant.customers.map((each) => each.customerNumber)).toEqual([
        'CUST-00001',
        'CUST-00002',
        'CUST-00003',
      ]);
      expect(tenant.customers[0]!.phone).toBe(shared.phone);
    }
  });

  test('has orders of its own under references that another uses, and gives none to the customer of another', async () => {
    const create = (body: object) =>
      here.staff('/api/v1/orders', { method: 'POST', body: { total: '1', ...body } });
    for (const [named, unknown] of [
      [{ customerId: there.customers[0]!.id! }, { customerId: crypto.randomUUID() }],
      [{ phone: '90770002' }, { phone: '90770009' }],
    ] as const) {
      const asked = await create(named);
      expect([asked.status, asked.body.code]).toEqual([422, 'unknown_customer']);
      expect(withoutRequestId(asked)).toEqual(withoutRequestId(await create(unknown)));
    }
    const moved = await here.staff(`/api/v1/orders/${here.orders[0]}`, {
      method: 'PATCH',
      body: { customerId: there.customers[0]!.id },
    });
    expect([moved.status, moved.body.code]).toEqual([422, 'unknown_customer']);
    for (const tenant of [here, there]) {
      expect(idsOf(await tenant.viewer('/api/v1/orders?externalRef=till/1'))).toEqual([tenant.orders[0]]);
    }
  });

  test('learns of a taken phone only who has it in this tenant', async () => {
    const { status, body } = await here.staff(customers, {
      method: 'POST',
      body: { type: 'stub', name: 'Again', phone: shared.phone },
    });
    expect([status, body.customerId]).toEqual([409, here.customers[0]!.id]);
    const free = await here.staff(customers, {
      method: 'POST',
      body: { type: 'stub', name: 'Free here', phone: '90770002' },
    });
    expect(free.status).toBe(201);
    await here.admin(`${customers}/${free.body.id}`, { method: 'DELETE' });
  });

  test('leaves no trace of another in all that it can read, and changes nothing by reading', async () => {
    const texts: string[] = [];
    // That a list was taken out is written down.
    const { org_customer_exports: _, ...before } = await everythingOf(here.id);
    for (const { path, method } of routes.filter((route) => route.method === 'get')) {
      const around = path.endsWith('/nearby') ? '?lat=23.5859&lng=58.4059' : '';
      const id = path.includes('/orders/{id}') ? here.orders[0]! : here.customers[0]!.id!;
      const { text } = await here.owner(path.replace('{id}', id) + around, {
        method: method.toUpperCase(),
      });
      texts.push(text);
    }
    const foreign = [
      there.id,
      there.apiKeyId,
      there.addressId,
      there.viewId,
      there.memberId,
      there.invitationId,
      there.ownerAccount.email,
      'elsewhere@invited.example',
      ...there.merges,
      'Way elsewhere',
      'Business elsewhere',
      'View elsewhere',
      'Only elsewhere',
      'elsewhere@only.example',
      ...there.customers.map(({ id }) => id!),
      ...there.orders,
    ];
    expect(foreign.filter((value) => texts.join().includes(value))).toEqual([]);
    expect(texts.join()).toContain('Business here');
    expect(texts.filter((text) => text.includes('Way here')).length).toBe(4);
    const { org_customer_exports: __, ...after } = await everythingOf(here.id);
    expect(after).toEqual(before);
    expect(texts.join()).toContain('View here');
  });
});
