import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createRegulars } from './index.ts';
import { answer, home, type Reply, sara, scriptedServer, silence } from './test/scripted-server.ts';

interface Document {
  paths: Record<string, Record<string, { requestBody?: object }>>;
}

const phone = '01900000-0000-7000-8000-00000000000c';
const ahmed = '01900000-0000-7000-8000-00000000000a';

test('every operation of openapi.json has its method here, which sends a body where one is taken', async () => {
  const document: Document = JSON.parse(await readFile(new URL('../openapi.json', import.meta.url), 'utf8'));
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { requestBody }]) => `${method.toUpperCase()} ${path}${requestBody ? ' with a body' : ''}`,
    ),
  );
  // Who watches what changes would ask again a moment after an answer that ends.
  const reply: Reply = (response, received) =>
    (received.url === '/api/v1/changes' ? silence : answer({}))(response, received);
  await using server = await scriptedServer(...operations.map(() => reply));
  const {
    customers,
    changes,
    counter,
    duplicates,
    merges,
    exports,
    imports,
    addresses,
    contacts,
    avatars,
    orders,
    loyalty,
    views,
    account,
    members,
    invitations,
    tenant,
    session,
    recovery,
    setup,
    apiKeys,
    verification,
  } = createRegulars({ baseUrl: server.url });

  await customers.list();
  await customers.create({ type: 'guest' });
  await customers.statistics();
  await customers.dailyStatistics();
  await counter.recordTime({ milliseconds: 8_400 });
  await counter.times();
  await customers.get(sara.id);
  await customers.update(sara.id, { notes: null });
  await customers.deactivate(sara.id);
  await customers.restore(sara.id);
  await customers.history(sara.id);
  await customers.tagMany({ customers: [{ id: sara.id, add: ['vip'] }] });
  await customers.deactivateMany({ customers: [{ id: sara.id }] });
  await customers.restoreMany({ customers: [{ id: sara.id }] });
  await customers.nearby({ lat: 23.5859, lng: 58.4059 });
  await merges.preview({ sourceCustomerId: sara.id, targetCustomerId: home.id });
  await merges.merge({ sourceCustomerId: sara.id, targetCustomerId: home.id, reason: 'The same person' });
  await merges.list();
  await merges.undo(sara.id);
  await exports.download({ format: 'json' });
  await exports.list();
  await imports.create(new Blob(['name\nSara']), { fileName: 'list.csv' });
  await imports.list();
  await imports.get(sara.id);
  await imports.update(sara.id, { mapping: ['name'] });
  await imports.rows(sara.id, { outcome: 'invalid' });
  await imports.commit(sara.id);
  await imports.cancel(sara.id);
  await imports.rollBack(sara.id);
  await imports.rejected(sara.id);
  for await (const _ of imports.watch(sara.id)) break;
  const enough = new AbortController();
  const watched = changes.watch({ signal: enough.signal }).next();
  await expect.poll(() => server.received.at(-1)?.url).toBe('/api/v1/changes');
  enough.abort();
  await expect(watched).rejects.toThrow();
  await addresses.list(sara.id);
  await addresses.create(sara.id, { street: 'Way 3021' });
  await addresses.update(sara.id, home.id, { floor: '3' });
  await addresses.remove(sara.id, home.id);
  await addresses.restore(sara.id, home.id);
  await contacts.remove(sara.id, phone);
  await contacts.restore(sara.id, phone);
  await avatars.get(sara.id);
  await avatars.set(sara.id, new Blob(['picture']));
  await avatars.remove(sara.id);
  await tenant.get();
  await tenant.update({ position: null });
  await session.get();
  await session.signIn({ email: 'sara@example.com', password: 'a long password' });
  await session.switchTenant({ tenantId: sara.id });
  await session.signOut();
  await recovery.ways();
  await recovery.sendMail({ email: 'sara@example.com' });
  await recovery.check({ token: 'link' });
  await recovery.setPassword({ token: 'link', password: 'a long password' });
  await account.get();
  await account.update({ language: 'ar' });
  await account.changePassword({ currentPassword: 'a long password', newPassword: 'a longer password' });
  await account.sessions();
  await account.endSession(sara.id);
  await account.endOtherSessions();
  await account.startTwoFactor({ password: 'a long password' });
  await account.confirmTwoFactor({ code: '123456' });
  await account.stopTwoFactor({ password: 'a long password' });
  await account.renewBackupCodes({ password: 'a long password' });
  await members.list();
  await members.update(sara.id, { role: 'admin' });
  await members.remove(sara.id);
  await invitations.list();
  await invitations.create({ email: 'sara@example.com', role: 'staff' });
  await invitations.revoke(sara.id);
  await invitations.check({ token: 'link' });
  await invitations.accept({ token: 'link', name: 'Sara', password: 'a long password' });
  await setup.checkLink({ token: 'link' });
  await setup.setUp({
    token: 'link',
    tenant: { name: 'Al Noor', country: 'OM', currency: 'OMR', timeZone: 'Asia/Muscat' },
    owner: { name: 'Sara', email: 'sara@example.com', password: 'a long password' },
  });

  await duplicates.check({ name: 'Sara' });
  await duplicates.list();
  await duplicates.of(sara.id);
  await duplicates.dismiss(sara.id, ahmed);
  await duplicates.reopen(sara.id, ahmed);
  await customers.upgrade(sara.id, { verificationToken: 'proof' });
  await verification.send({ phone: '90123456', purpose: 'verification' });
  await verification.verify({ phone: '90123456', purpose: 'verification', code: '123456' });
  await verification.settings();
  await verification.updateSettings({ attempts: 2 });
  await orders.list();
  await orders.create({ externalRef: 'till/1', customerId: sara.id, total: '4.500' });
  await orders.record({ orders: [{ externalRef: 'till/1', customerId: sara.id, total: '4.500' }] });
  await orders.get(sara.id);
  await orders.update(sara.id, { status: 'delivered' });
  await orders.ofCustomer(sara.id);
  await loyalty.get(sara.id);
  await loyalty.redeem(sara.id, { points: 100 });
  await loyalty.adjust(sara.id, { points: 50, reason: 'Sorry for the delay' });
  await loyalty.settings();
  await loyalty.updateSettings({ enabled: true });
  await views.list();
  await views.create({ name: 'Stubs' });
  await views.update(sara.id, { shared: true });
  await views.delete(sara.id);
  await apiKeys.list();
  await apiKeys.create({ name: 'Till', role: 'staff' });
  await apiKeys.revoke(sara.id);

  const called = server.received.map(
    ({ method, url, body }) =>
      `${method} ${url.replace(`merges/${sara.id}`, 'merges/{mergeId}').replace(`imports/${sara.id}`, 'imports/{importId}').replace(sara.id, '{id}').replace(home.id, '{addressId}').replace(phone, '{contactId}').replace(ahmed, '{otherId}').replace(/\?.*/, '')}${body ? ' with a body' : ''}`,
  );
  expect(called.sort()).toEqual(operations.sort());
});

test('the README names every method, and none that is not there', async () => {
  const readme = await readFile(new URL('README.md', import.meta.url), 'utf8');
  const named = [...readme.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].flatMap(([, part, methods]) =>
    [...methods!.matchAll(/`(\w+)`/g)].map(([, method]) => `${part}.${method}`),
  );
  const methods = Object.entries(createRegulars({ baseUrl: 'http://localhost' })).flatMap(([part, calls]) =>
    Object.keys(calls).map((method) => `${part}.${method}`),
  );
  expect(named.sort()).toEqual(methods.sort());
});
