import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createRegulars } from './index.ts';
import { answer, sara, scriptedServer } from './test/scripted-server.ts';

interface Document {
  paths: Record<string, Record<string, { requestBody?: object }>>;
}

test('every operation of openapi.json has its method here, which sends a body where one is taken', async () => {
  const document: Document = JSON.parse(await readFile(new URL('../openapi.json', import.meta.url), 'utf8'));
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { requestBody }]) => `${method.toUpperCase()} ${path}${requestBody ? ' with a body' : ''}`,
    ),
  );
  await using server = await scriptedServer(...operations.map(() => answer({})));
  const { customers, session, setup, apiKeys, verification, views } = createRegulars({ baseUrl: server.url });

  await customers.list();
  await customers.create({ type: 'guest' });
  await customers.statistics();
  await customers.dailyStatistics();
  await customers.get(sara.id);
  await customers.update(sara.id, { notes: null });
  await customers.deactivate(sara.id);
  await customers.restore(sara.id);
  await customers.history(sara.id);
  await session.get();
  await session.signIn({ email: 'sara@example.com', password: 'a long password' });
  await session.switchTenant({ tenantId: sara.id });
  await session.signOut();
  await setup.checkLink({ token: 'link' });
  await setup.setUp({
    token: 'link',
    tenant: { name: 'Al Noor', country: 'OM', currency: 'OMR', timeZone: 'Asia/Muscat' },
    owner: { name: 'Sara', email: 'sara@example.com', password: 'a long password' },
  });

  await customers.upgrade(sara.id, { verificationToken: 'proof' });
  await verification.send({ phone: '90123456', purpose: 'verification' });
  await verification.verify({ phone: '90123456', purpose: 'verification', code: '123456' });
  await views.list();
  await views.create({ name: 'Stubs' });
  await views.update(sara.id, { shared: true });
  await views.delete(sara.id);
  await apiKeys.list();
  await apiKeys.create({ name: 'Till', role: 'staff' });
  await apiKeys.revoke(sara.id);

  const called = server.received.map(
    ({ method, url, body }) => `${method} ${url.replace(sara.id, '{id}')}${body ? ' with a body' : ''}`,
  );
  expect(called.sort()).toEqual(operations.sort());
});
