import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { type Answered, testApi } from '../testing/test-api.ts';
import { cleanUpSignIns } from './clean-up-sign-ins.ts';

const environment = { SIGN_IN_ADDRESS_TRIES: '20', SIGN_IN_ACCOUNT_TRIES: '3' };
// Two servers on one database of their own: what one has counted, the other knows.
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let servers: ReturnType<typeof testApi>[];
let here: Awaited<ReturnType<ReturnType<typeof testApi>['tenant']>>;
beforeAll(async () => {
  database = await emptyDatabase();
  servers = [1, 2].map(() => testApi({ appUrl: database.appUrl, environment }));
  here = await servers[0]!.tenant();
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await database.drop();
});

let turn = 0;
const signIn = (peer: string, email: string, password = 'not the password'): Promise<Answered> => {
  turn += 1;
  return servers[turn % 2]!.ask('/api/v1/session', { method: 'POST', body: { email, password }, peer });
};
const codes = (answers: Answered[]) => answers.map(({ body }) => body.code ?? 'signed in');
/** How many tries are let through until one is refused; on a slow machine some come back meanwhile. */
const triesUntilRefused = async (attempt: (n: number) => Promise<Answered>): Promise<number> => {
  for (let n = 0; ; n += 1) {
    const [code] = codes([await attempt(n)]);
    if (code === 'too_many_attempts') return n;
    expect(code).toBe('wrong_credentials');
  }
};
const newPerson = () => servers[0]!.createMember(here.id, 'staff');
/** As if so much time had passed. */
const pass = (minutes: number) =>
  asOwner(`update sys_attempts set until = until - ${minutes} * interval '1 minute'`, [], database.ownerUrl);

describe('signing in too often', () => {
  test('is refused to known and unknown accounts alike, also where all tries come at once', async () => {
    const { email } = await newPerson();
    const answers: Record<string, Answered[]> = {};
    for (const [account, peer] of [
      [email, '192.0.2.1'],
      ['nobody@example.com', '192.0.2.2'],
    ] as const) {
      answers[account] = await Promise.all(Array.from({ length: 6 }, () => signIn(peer, account)));
      expect(codes(answers[account]!).toSorted()).toEqual([
        ...Array.from({ length: 3 }, () => 'too_many_attempts'),
        ...Array.from({ length: 3 }, () => 'wrong_credentials'),
      ]);
    }
    const refused = (account: string) => {
      const { body, status, headers } = answers[account]!.find(({ status }) => status === 429)!;
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(300);
      return { status, ...body, requestId: '' };
    };
    expect(refused(email)).toEqual(refused('nobody@example.com'));
  });

  test('is over after a while: tries come back one by one', async () => {
    const { email, password } = await newPerson();
    const peer = '192.0.2.3';
    for (let n = 0; n < 3; n += 1) await signIn(peer, email);
    expect(codes([await signIn(peer, email, password)])).toEqual(['too_many_attempts']);
    await pass(5);
    expect(codes([await signIn(peer, email), await signIn(peer, email, password)])).toEqual([
      'wrong_credentials',
      'too_many_attempts',
    ]);
    await pass(5);
    expect(codes([await signIn(peer, email, password)])).toEqual(['signed in']);
  });

  test('is no matter of right ones: a busy counter signs in as often as it likes', async () => {
    const { email, password } = await newPerson();
    for (let n = 0; n < 25; n += 1)
      expect(codes([await signIn('192.0.2.4', email, password)])).toEqual(['signed in']);
  });

  test('from one address is refused whatever the account, to the whole network of an IPv6 address', async () => {
    const tries = await triesUntilRefused((n) =>
      signIn(`2001:db8:7::${(n + 1).toString(16)}`, `nobody${n}@example.com`),
    );
    expect(tries).toBeGreaterThanOrEqual(20);
    expect(codes([await signIn('2001:db8:8::1', 'nobody99@example.com')])).toEqual(['wrong_credentials']);
    for (const [path, body] of [
      ['/api/v1/setup/link', { token: 'made up' }],
      [
        '/api/v1/setup',
        {
          token: 'made up',
          tenant: { name: 'Mine', country: 'OM', currency: 'OMR', timeZone: 'Asia/Muscat' },
          owner: { name: 'Me', email: 'me@example.com', password: 'long enough 123' },
        },
      ],
      ['/api/v1/recovery/link', { token: 'made up' }],
      ['/api/v1/recovery', { token: 'made up', password: 'long enough 123' }],
      ['/api/v1/join/link', { token: 'made up' }],
      ['/api/v1/join', { token: 'made up', name: 'Me', password: 'long enough 123' }],
    ] as const) {
      const { body: problem } = await servers[0]!.ask(path, { method: 'POST', body, peer: '2001:db8:7::ff' });
      expect([path, problem.code]).toEqual([path, 'too_many_attempts']);
    }
  });

  test('by strangers all over the internet keeps nobody out of where they signed in before', async () => {
    const { email, password } = await newPerson();
    const counter = '192.0.2.50';
    expect(codes([await signIn(counter, email, password)])).toEqual(['signed in']);
    const tries = await triesUntilRefused((n) => signIn(`203.0.113.${n}`, email));
    expect(tries).toBeGreaterThanOrEqual(30);
    // Whatever came back since then.
    await triesUntilRefused((n) => signIn(`198.51.100.${n}`, email));
    expect(codes([await signIn('203.0.113.99', email, password)])).toEqual(['too_many_attempts']);
    expect(codes([await signIn(counter, email, password)])).toEqual(['signed in']);
    await pass(15);
    expect(codes([await signIn('203.0.113.99', email, password)])).toEqual(['signed in']);
  });

  test('is forgotten when it counts no more, and nobody is named by it', async () => {
    const kept = await asOwner<{ row: string }>(
      'select to_jsonb(a)::text as row from sys_attempts a',
      [],
      database.ownerUrl,
    );
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.map(({ row }) => row).join()).not.toMatch(/example|192\.0/);
    await pass(60 * 24 * 31);
    await cleanUpSignIns(servers[0]!.database);
    expect(await asOwner('select from sys_attempts', [], database.ownerUrl)).toEqual([]);
  });
});
