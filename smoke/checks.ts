import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { createRegulars, isProblem, type Regulars } from '@regulars/sdk';
import type { Account } from './throw-away-businesses.ts';

export interface Subject {
  address: string;
  one: Account;
  other: Account;
  /** The last code that was sent to a phone; null where no code can be read. */
  codeFor: ((phone: string) => Promise<string>) | null;
}

/** Refuses to be checked here, and why. */
export class Skipped extends Error {}

export interface Check {
  name: string;
  run(subject: Subject): Promise<void>;
}

const patience = 15_000;
const ask = (address: string, path: string) =>
  fetch(address + path, { signal: AbortSignal.timeout(patience), redirect: 'manual' });

/** What needs no business: without it there is no use in making one. */
export const ofTheServer: Check[] = [
  {
    name: 'lives (/healthz)',
    run: async ({ address }) => assert.equal((await ask(address, '/healthz')).status, 200),
  },
  {
    name: 'can serve (/readyz)',
    run: async ({ address }) => assert.equal((await ask(address, '/readyz')).status, 200),
  },
];

const cookies = new Map<string, string>();
/** Signs in once, and then asks with the cookie, as a browser does. */
const signedIn = async (address: string, { email, password }: Account): Promise<Regulars> => {
  const known = cookies.get(email);
  const client = (cookie: string, onHeaders?: (headers: Headers) => void) =>
    createRegulars({
      baseUrl: address,
      timeoutMs: patience,
      fetch: (url, init) => {
        const headers = new Headers(init.headers);
        if (cookie) headers.set('cookie', cookie);
        return fetch(url, { ...init, headers });
      },
      ...(onHeaders && { onResponse: ({ headers }) => onHeaders(headers) }),
    });
  if (known) return client(known);
  let cookie = '';
  await client('', (headers) => {
    cookie = headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
  }).session.signIn({ email, password });
  cookies.set(email, cookie);
  return client(cookie);
};

const refused = async (call: Promise<unknown>, code: Parameters<typeof isProblem>[1]) => {
  const error = await call.then(
    () => assert.fail(`Was let through, and should have been refused with ${code}`),
    (problem: unknown) => problem,
  );
  assert.ok(isProblem(error, code), `Should have been refused with ${code}: ${error}`);
};

// Oman gives out none that begin like this.
const phone = '+96890000001';

/** In this order: what one makes, the next ones find. */
export const ofABusiness: Check[] = [
  {
    name: 'signs in with the right password and no other',
    run: async ({ address, one }) => {
      await refused(signedIn(address, { ...one, password: 'a wrong password' }), 'wrong_credentials');
      const session = await (await signedIn(address, one)).session.get();
      assert.equal(session.actor.email, one.email);
      await refused(createRegulars({ baseUrl: address }).customers.list(), 'unauthenticated');
    },
  },
  {
    name: 'adds customers, numbered, and a phone once',
    run: async ({ address, one }) => {
      const { customers } = await signedIn(address, one);
      const stub = await customers.create({ type: 'stub', name: 'Sara Al Balushi', phone });
      assert.equal(stub.customerNumber, 'CUST-00001');
      assert.equal((await customers.create({ type: 'guest' })).customerNumber, 'CUST-00002');
      await refused(customers.create({ type: 'stub', name: 'Sara', phone }), 'phone_taken');
    },
  },
  {
    name: 'finds by the end of a phone and by a name, in either script',
    run: async ({ address, one }) => {
      const { customers } = await signedIn(address, one);
      for (const search of ['0001', 'sara', 'سارة']) {
        const names = (await customers.list({ search })).data.map(({ displayName }) => displayName);
        assert.ok(names.includes('Sara Al Balushi'), `Not found by "${search}"`);
      }
    },
  },
  {
    name: 'proves a phone by a code',
    run: async ({ address, one, codeFor }) => {
      if (!codeFor) throw new Skipped('no code can be read here (SMS_PROVIDER is not file)');
      const { verification } = await signedIn(address, one);
      await verification.send({ phone, purpose: 'verification' });
      const code = await codeFor(phone);
      const proven = await verification.verify({ phone, purpose: 'verification', code });
      assert.ok(proven.verificationToken);
    },
  },
  {
    name: 'merges two customers, leads the old id on, and undoes it',
    run: async ({ address, one }) => {
      const { customers, merges } = await signedIn(address, one);
      const [source, target] = [
        await customers.create({ type: 'guest' }),
        await customers.create({ type: 'stub', name: 'Khalid', phone: '+96890000002' }),
      ];
      const merged = await merges.merge({
        sourceCustomerId: source.id,
        targetCustomerId: target.id,
        reason: 'Smoke test',
      });
      assert.equal((await customers.get(source.id)).id, target.id, 'The old id leads nowhere');
      await merges.undo(merged.mergeId);
      assert.equal((await customers.get(source.id)).id, source.id, 'Not undone');
    },
  },
  {
    name: 'exports everybody',
    run: async ({ address, one }) => {
      const { customers, exports } = await signedIn(address, one);
      const csv = await text((await exports.download({ format: 'csv' })).body);
      for await (const { customerNumber } of customers.iterate()) {
        assert.ok(csv.includes(customerNumber), `${customerNumber} is missing`);
      }
    },
  },
  {
    name: 'shows nothing of it to another business',
    run: async ({ address, one, other }) => {
      const [mine] = (await (await signedIn(address, one)).customers.list()).data;
      const { customers } = await signedIn(address, other);
      assert.deepEqual((await customers.list()).data, []);
      await refused(customers.get(mine!.id), 'not_found');
      await refused(customers.update(mine!.id, { notes: 'mine now' }), 'not_found');
    },
  },
  {
    name: 'hands out the admin, and sends the headers that browsers need',
    run: async ({ address }) => {
      const page = await ask(address, '/');
      assert.equal(page.status, 200);
      const policy = page.headers.get('content-security-policy') ?? '';
      assert.match(policy, /script-src 'self';/);
      assert.match(policy, /frame-ancestors 'none'/);
      const [, script] = /<script[^>]* src="([^"]+)"/.exec(await page.text()) ?? [];
      assert.equal((await ask(address, script ?? '/no-script-in-the-page')).status, 200);
      const answer = await ask(address, '/api/v1/customers');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      for (const { headers } of [page, answer])
        assert.equal(headers.get('x-content-type-options'), 'nosniff');
    },
  },
  {
    name: 'signs out',
    run: async ({ address, one }) => {
      const { session } = await signedIn(address, one);
      await session.signOut();
      await refused(session.get(), 'unauthenticated');
    },
  },
];
