import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { bundledPostgres } from '@regulars/database/embedded-binaries';
import { prepareCluster } from '@regulars/database/embedded-cluster';
import { startPostmaster } from '@regulars/database/embedded-postmaster';
import { takeTurn } from '@regulars/database/embedded-turn';
import { freePort } from '@regulars/database/testing/throwaway-cluster';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { killCount } from './testing/kill-count.ts';
import { AUTH_JWT_SECRET, headersIn, launch, startServer, stop, stopAll } from './testing/launch.ts';
import { startMailBox } from './testing/mail-box.ts';

const folder = import.meta.dirname;

let template: string;
beforeAll(async () => {
  // As `npm start` does; at once where it is up to date.
  await promisify(execFile)(process.execPath, [path.join(folder, '../admin/build.ts')]);
  template = await mkdtemp(path.join(tmpdir(), 'regulars-start-'));
  await stop(await startServer({ DATA_DIR: template }));
}, 240_000);
afterAll(() => rm(template, { recursive: true, force: true }));

const folders: string[] = [];
const emptyFolder = async () => {
  const made = await mkdtemp(path.join(tmpdir(), 'regulars-start-'));
  folders.push(made);
  return made;
};

/** One in which a server has run before: to make the database takes longer than what is told of it here. */
const usedFolder = async () => {
  const made = await emptyFolder();
  await promisify(execFile)('cp', ['-a', `${template}/.`, made]);
  return made;
};

const owner = { name: 'Olivia', email: 'olivia@example.com', password: 'correct horse battery' };
const setUp = (url: string, token = '') =>
  fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      token,
      tenant: { name: 'Al Noor', country: 'OM', currency: 'OMR', timeZone: 'Asia/Muscat' },
      owner,
    }),
  });
const signIn = (url: string) =>
  fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: owner.email, password: owner.password }),
  });

const postmasterOf = async (dataDir: string) =>
  Number(
    (await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '0')).split('\n')[0],
  );

afterEach(async () => {
  await stopAll();
  for (const made of folders.splice(0)) {
    const postmaster = await postmasterOf(made);
    if (postmaster > 1) process.kill(postmaster, 'SIGINT');
    await rm(made, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});

test('the first start prints a one-time link, which opens one business; no later start prints any', async () => {
  const DATA_DIR = await emptyFolder();
  const first = await startServer({ DATA_DIR });
  expect((await setUp(first.url, 'made-up')).status).toBe(403);
  expect((await setUp(first.url, first.link)).status).toBe(201);
  expect((await setUp(first.url, first.link)).status).toBe(403);
  expect(await stop(first)).toMatchObject({ code: 0, err: '' });

  const second = await startServer({ DATA_DIR });
  expect(second.link).toBeUndefined();
  expect((await signIn(second.url)).status).toBe(200);
});

test('Ctrl-C ends the server and its PostgreSQL', async () => {
  const DATA_DIR = await usedFolder();
  const server = await startServer({ DATA_DIR });
  expect(await postmasterOf(DATA_DIR)).toBeGreaterThan(1);
  server.child.kill('SIGINT');
  expect((await server.ended).code).toBe(0);
  expect(await postmasterOf(DATA_DIR)).toBe(0);
});

test('SIGTERM ends the server when what is under way has been answered, and takes nothing new', async () => {
  const DATA_DIR = await usedFolder();
  const headers = await headersIn({ DATA_DIR }, 'staff');
  const server = await startServer({ DATA_DIR, AUTH_JWT_SECRET });
  const body = JSON.stringify({ type: 'guest', name: 'At the end' });
  const slow = request(`${server.url}/api/v1/customers`, {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length },
  });
  slow.write(body.slice(0, 9));
  const [socket] = (await once(slow, 'socket')) as [Socket];
  if (socket.connecting) await once(socket, 'connect');
  // It is being read by the time that another one is answered.
  await fetch(`${server.url}/readyz`);
  server.child.kill('SIGTERM');
  await expect
    .poll(
      () =>
        fetch(`${server.url}/readyz`).then(
          ({ status }) => status,
          () => 'refused',
        ),
      { timeout: 20_000 },
    )
    .toBe('refused');
  slow.end(body.slice(9));
  const [answer] = (await once(slow, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(201);
  answer.resume();
  expect(await server.ended).toMatchObject({ code: 0, err: '' });
});

test('after kill -9 the next start goes on with what was there', async () => {
  const DATA_DIR = await usedFolder();
  const first = await startServer({ DATA_DIR });
  expect((await setUp(first.url, first.link)).status).toBe(201);
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await startServer({ DATA_DIR });
  expect((await signIn(second.url)).status).toBe(200);
});

test('a second start on the same port says so in one sentence and leaves the first alone', async () => {
  const DATA_DIR = await usedFolder();
  const first = await startServer({ DATA_DIR });
  const second = await launch('main.ts', { DATA_DIR, PORT: first.port }).ended;
  expect(second).toMatchObject({
    code: 1,
    err: `Port ${first.port} is taken: stop what uses it, or set PORT to another one.\n`,
  });
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
});

test('two servers share one data folder, each tells what the other changes, and the first to end leaves the other its database', async () => {
  const DATA_DIR = await emptyFolder();
  const [first, second] = await Promise.all([startServer({ DATA_DIR }), startServer({ DATA_DIR })]);
  expect((await setUp(first.url, first.link)).status).toBe(201);
  const signedIn = await signIn(second.url);
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  const watched = await fetch(`${first.url}/api/v1/changes`, { headers: { cookie } });
  const events = watched.body!.pipeThrough(new TextDecoderStream()).getReader();
  const created = await fetch(`${second.url}/api/v1/customers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ type: 'guest' }),
  });
  const { id } = (await created.json()) as { id: string };
  let told = '';
  while (!told.includes(id)) told += (await events.read()).value;
  // Whoever watches does not keep the server from ending.
  expect((await stop(first)).code).toBe(0);
  while (!(await events.read()).done);
  expect((await signIn(second.url)).status).toBe(200);
});

test('a server whose PostgreSQL somebody else has started on another port ends with a sentence, to be started again', async () => {
  const DATA_DIR = await usedFolder();
  const server = await startServer({ DATA_DIR });
  const cluster = await prepareCluster(DATA_DIR, await bundledPostgres());
  const turn = await takeTurn(cluster.folder);
  process.kill(await postmasterOf(DATA_DIR), 'SIGINT');
  await expect.poll(() => postmasterOf(DATA_DIR)).toBe(0);
  await startPostmaster(cluster);
  expect(await server.ended).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^.* on another port .*\n$/),
  });
  await turn![Symbol.asyncDispose]();
});

test('a data folder that cannot be used gets one sentence', async () => {
  const place = path.join(await emptyFolder(), 'file');
  await writeFile(place, '');
  const refused = await launch('main.ts', { DATA_DIR: place, PORT: '0' }).ended;
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/^The data folder .*\n$/);
});

test('a wrong setting stops the start with a sentence that names it and not its value', async () => {
  const refused = await launch('main.ts', { PORT: 'eighty', AUTH_JWT_SECRET: 'too-short' }).ended;
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(
    /^The environment is not right: PORT is not a whole number from 0 to 65535; AUTH_JWT_SECRET is shorter .*\n$/,
  );
  expect(refused.err).not.toContain('too-short');
});

test('an empty secret, with which anybody could sign in, stops the start with a sentence', async () => {
  const DATA_DIR = await emptyFolder();
  await writeFile(path.join(DATA_DIR, 'auth-secret'), '');
  const refused = await launch('main.ts', { DATA_DIR, PORT: '0' }).ended;
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/^.*auth-secret is empty: .*\n$/) });
});

test('tenants creates, lists and removes, each a JSON object, beside a running server and without one', async () => {
  const DATA_DIR = await emptyFolder();
  const command = ['create', '--name', 'Al Noor', '--country', 'OM'];
  const account = ['--owner-email', owner.email, '--owner-password', owner.password];
  const without = await launch('tenants.ts', { DATA_DIR }, [...command, ...account]).ended;
  expect(without).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(without.out)).toMatchObject({
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    currency: 'OMR',
  });

  const server = await startServer({ DATA_DIR });
  expect(server.link).toBeUndefined();
  expect((await signIn(server.url)).status).toBe(200);
  const beside = await launch('tenants.ts', { DATA_DIR }, command).ended;
  expect(beside).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(beside.out).id).not.toBe(JSON.parse(without.out).id);
  expect((await signIn(server.url)).status).toBe(200);

  const tenants = (...options: string[]) => launch('tenants.ts', { DATA_DIR }, options).ended;
  const theirs = JSON.parse((await tenants(...command, '--owner-email', owner.email)).out);
  const listed = (await tenants('list')).out.trim().split('\n');
  expect(listed.map((line) => JSON.parse(line)).map(({ id, owners }) => [id, owners])).toEqual([
    [JSON.parse(without.out).id, [owner.email]],
    [JSON.parse(beside.out).id, []],
    [theirs.id, [owner.email]],
  ]);
  expect(await tenants('remove', '--id', theirs.id)).toMatchObject({ code: 0, err: '' });
  // Who owns another business keeps the account.
  expect((await signIn(server.url)).status).toBe(200);
});

test('tenants create refuses what cannot be, and writes nothing', async () => {
  const DATA_DIR = await usedFolder();
  const wrong = [
    'create',
    '--name',
    'Al Noor',
    '--country',
    'OM',
    '--owner-email',
    'nobody',
    '--owner-password',
    'x',
  ];
  const refused = await launch('tenants.ts', { DATA_DIR }, wrong).ended;
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('email');
  const asked = await launch('tenants.ts', { DATA_DIR }, ['--help']).ended;
  expect(asked.err).toContain('--owner-email');
  expect((await startServer({ DATA_DIR })).link).toBeDefined();
});

test('people recover prints one link, beside a running server and without one; it lets in whoever it is for, as one by mail does', async () => {
  const DATA_DIR = await emptyFolder();
  const account = ['--owner-email', owner.email, '--owner-password', owner.password];
  await launch('tenants.ts', { DATA_DIR }, ['create', '--name', 'Al Noor', '--country', 'OM', ...account])
    .ended;
  const PUBLIC_URL = 'https://customers.example.com/';
  const recover = ['recover', '--email', owner.email];
  const without = await launch('people.ts', { DATA_DIR, PUBLIC_URL }, recover).ended;
  expect(without).toMatchObject({ code: 0, err: '' });
  expect(without.out).toMatch(/^https:\/\/customers\.example\.com\/recover#rgr_[\w-]{43}\n$/);

  const box = await startMailBox();
  const server = await startServer({ DATA_DIR, SMTP_URL: box.url, MAIL_FROM: 'regulars@example.com' });
  const post = (path: string, body: object) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const beside = await launch('people.ts', { DATA_DIR, PORT: server.port }, [
    ...recover,
    '--without-second-factor',
  ]).ended;
  const [address, token = ''] = beside.out.trim().split('#');
  expect(address).toBe(`${server.url}/recover`);
  const checked = await post('/api/v1/recovery/link', { token });
  expect(await checked.json()).toMatchObject({ endsTwoFactor: true });
  const password = 'a new correct horse';
  expect((await post('/api/v1/recovery', { token, password })).status).toBe(204);
  expect((await signIn(server.url)).status).toBe(401);
  expect((await post('/api/v1/session', { email: owner.email, password })).status).toBe(200);

  // The other way to a link.
  expect((await post('/api/v1/recovery/mail', { email: owner.email })).status).toBe(204);
  await expect.poll(() => box.arrived[0]?.text, { timeout: 20_000 }).toContain(`${server.url}/recover#rgr_`);
  await box.stop();

  for (const [wrong, said] of [
    [['recover', '--email', 'nobody@example.com'], 'Nobody signs in with the e-mail nobody@example.com.'],
    [['recover', '--email', 'nobody'], 'nobody is not an e-mail address.'],
    [['recover', '--password', 'x'], "Unknown option '--password'"],
    [['forget'], 'npm run -s people -- recover --email'],
  ] as const) {
    const refused = await launch('people.ts', { DATA_DIR }, [...wrong]).ended;
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(said);
    expect(refused.err).not.toContain('    at ');
  }
});

/** Nobody answers any more, as when the server is killed. */
class NoAnswer extends Error {}

/** A busy machine may say 503 and be asked again, for a while. */
const ask = async (address: string, asked: RequestInit): Promise<{ status: number; body: unknown }> => {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(address, asked)
      .then(async (answer) => ({ status: answer.status, text: await answer.text() }))
      .catch((cause) => {
        throw new NoAnswer(address, { cause });
      });
    if (answer.status !== 503 || tries === 300)
      return { status: answer.status, body: JSON.parse(answer.text) };
    await new Promise((later) => setTimeout(later, 100));
  }
};

/**
 * Lets `hands` of them work, each over and over, and kills the server in the middle. What a hand meets but the kill, a
 * refusal above all, is what the test fails with.
 */
const killInTheMiddle = async (
  server: Pick<ReturnType<typeof launch>, 'child' | 'ended'>,
  hands: number,
  work: (hand: number, turn: number) => Promise<void>,
  isMiddle: () => boolean,
) => {
  let killed = false;
  const working = Promise.all(
    Array.from({ length: hands }, async (_, hand) => {
      try {
        for (let turn = 1; ; turn += 1) await work(hand, turn);
      } catch (error) {
        if (!killed || !(error instanceof NoAnswer)) throw error;
      }
    }),
  );
  while (!isMiddle()) await Promise.race([working, new Promise((later) => setTimeout(later, 1))]);
  killed = true;
  server.child.kill('SIGKILL');
  await Promise.all([server.ended, working]);
};

test(
  'kill -9 in the middle of creations leaves no gap, no duplicate, and every customer that was told of',
  async () => {
    const DATA_DIR = await usedFolder();
    const headers = await headersIn({ DATA_DIR }, 'staff');

    const acknowledged: string[] = [];
    for (let kill = 0; kill < killCount(6); kill += 1) {
      const server = await startServer({ DATA_DIR, AUTH_JWT_SECRET });
      const enough = acknowledged.length + 20 + 7 * (kill % 6);
      const create = async () => {
        const { status, body } = await ask(`${server.url}/api/v1/customers`, {
          method: 'POST',
          headers: { ...headers, ...(kill % 2 && { 'idempotency-key': crypto.randomUUID() }) },
          body: JSON.stringify({ type: 'guest' }),
        });
        expect([status, body]).toEqual([201, expect.anything()]);
        acknowledged.push((body as { customerNumber: string }).customerNumber);
      };
      await killInTheMiddle(server, 8, create, () => acknowledged.length >= enough);
    }

    const server = await startServer({ DATA_DIR, AUTH_JWT_SECRET });
    const numbers: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const address = `${server.url}/api/v1/customers?sort=createdAt&limit=100${cursor && `&cursor=${cursor}`}`;
      const { data, page } = (await ask(address, { headers })).body as {
        data: { customerNumber: string }[];
        page: { nextCursor: string | null };
      };
      numbers.push(...data.map(({ customerNumber }) => customerNumber));
      cursor = page.nextCursor;
    }
    const expected = Array.from(
      { length: numbers.length },
      (_, n) => `CUST-${String(n + 1).padStart(5, '0')}`,
    );
    expect(numbers.sort()).toEqual(expected);
    const told = new Set(acknowledged);
    expect(told.size).toBe(acknowledged.length);
    expect(told.difference(new Set(numbers))).toEqual(new Set());
  },
  120_000 + killCount(0) * 30_000,
);

test(
  'kill -9 in the middle of merges leaves each done as a whole or not at all',
  async () => {
    const DATA_DIR = await usedFolder();
    const headers = await headersIn({ DATA_DIR }, 'owner');
    const call = async (url: string, method: string, path: string, asked?: object) => {
      const { status, body } = await ask(`${url}/api/v1${path}`, {
        method,
        headers,
        ...(asked && { body: JSON.stringify(asked) }),
      });
      expect([status < 400, body]).toEqual([true, expect.anything()]);
      return body as {
        id: string;
        isActive: boolean;
        phone: string | null;
        addresses: object[];
        contacts: object[];
        mergedIds: string[];
      };
    };

    const merging: { source: string; target: string; acknowledged: boolean }[] = [];
    for (let kill = 0; kill < killCount(4); kill += 1) {
      const server = await startServer({ DATA_DIR, AUTH_JWT_SECRET });
      const targets: string[] = [];
      const enough = merging.length + 9 + 3 * (kill % 4);
      const merge = async (till: number, turn: number) => {
        targets[till] ??= (await call(server.url, 'POST', '/customers', { type: 'guest' })).id;
        const source = await call(server.url, 'POST', '/customers', {
          type: 'stub',
          name: 'Sara',
          phone: `9${String(kill).padStart(2, '0')}${till}${String(turn).padStart(4, '0')}`,
          addresses: [{ street: 'Way' }],
        });
        const merge = { source: source.id, target: targets[till], acknowledged: false };
        merging.push(merge);
        await call(server.url, 'POST', '/customers/merge', {
          sourceCustomerId: merge.source,
          targetCustomerId: merge.target,
          reason: 'The same person',
        });
        merge.acknowledged = true;
      };
      await killInTheMiddle(server, 4, merge, () => merging.length >= enough);
    }

    const server = await startServer({ DATA_DIR, AUTH_JWT_SECRET });
    for (const { source, target, acknowledged } of merging) {
      const [found, kept] = [
        await call(server.url, 'GET', `/customers/${source}`),
        await call(server.url, 'GET', `/customers/${target}`),
      ];
      const merged = found.id === target;
      if (acknowledged) expect(merged).toBe(true);
      expect(kept.mergedIds.includes(source)).toBe(merged);
      if (!merged) expect([found.id, found.isActive, found.addresses.length]).toEqual([source, true, 1]);
    }
    for (const target of new Set(merging.map(({ target }) => target))) {
      const { mergedIds, addresses, phone, contacts } = await call(server.url, 'GET', `/customers/${target}`);
      expect(addresses).toHaveLength(mergedIds.length);
      // The guest took the phone of the first; those of the others gave way.
      expect(contacts).toHaveLength(Math.max(0, mergedIds.length - 1));
      expect(phone === null).toBe(mergedIds.length === 0);
    }
  },
  120_000 + killCount(0) * 30_000,
);

test(
  'kill -9 in the middle of upgrades leaves each customer full with its proof used up, or a stub with a proof that is still good',
  async () => {
    const DATA_DIR = await usedFolder();
    const headers = await headersIn({ DATA_DIR }, 'staff');
    const SMS_OUTBOX_FILE = path.join(DATA_DIR, 'outbox.jsonl');
    const environment = {
      DATA_DIR,
      AUTH_JWT_SECRET,
      SMS_PROVIDER: 'file',
      SMS_OUTBOX_FILE,
      // All codes are asked for from one place, by one person, for one country.
      OTP_ACTOR_PER_HOUR: '100000',
      OTP_IP_PER_HOUR: '100000',
      OTP_TENANT_PER_DAY: '100000',
      OTP_COUNTRY_PER_DAY: '100000',
    };
    const call = async (url: string, method: string, path: string, asked?: object) => {
      const { status, body } = await ask(`${url}/api/v1/customers${path}`, {
        method,
        headers,
        ...(asked && { body: JSON.stringify(asked) }),
      });
      return { status, body: body as Record<string, unknown> };
    };
    const done = async (...asked: Parameters<typeof call>) => {
      const { status, body } = await call(...asked);
      expect([status < 400, body]).toEqual([true, expect.anything()]);
      return body;
    };
    const codeFor = async (phone: string) =>
      new RegExp(`"to":"${phone.replace('+', '\\+')}".*#(\\d+)"`).exec(
        await readFile(SMS_OUTBOX_FILE, 'utf8'),
      )![1];

    let acknowledged = 0;
    let server = await startServer(environment);
    for (let kill = 0; kill < killCount(3); kill += 1) {
      const { url } = server;
      const upgrading: { id: unknown; verificationToken: unknown; acknowledged: boolean }[] = [];
      const upgrade = async (till: number, turn: number) => {
        const phone = `+9689${String(kill).padStart(2, '0')}${till}${String(turn).padStart(4, '0')}`;
        const { id } = await done(url, 'POST', '', { type: 'stub', name: 'Sara', phone });
        await done(url, 'POST', '/send-otp', { phone, purpose: 'verification' });
        const proof = { phone, purpose: 'verification', code: await codeFor(phone) };
        const { verificationToken } = await done(url, 'POST', '/verify-otp', proof);
        const upgrade = { id, verificationToken, acknowledged: false };
        upgrading.push(upgrade);
        await done(url, 'POST', `/${id}/upgrade`, { verificationToken });
        upgrade.acknowledged = true;
      };
      await killInTheMiddle(server, 4, upgrade, () => upgrading.length >= 5 + 2 * (kill % 4));
      acknowledged += upgrading.filter((upgrade) => upgrade.acknowledged).length;

      // Before the next kill: a proof is good for ten minutes.
      server = await startServer(environment);
      for (const { id, verificationToken, acknowledged } of upgrading) {
        const { profileStatus, phoneVerified, version } = await done(server.url, 'GET', `/${id}`);
        const isFull = profileStatus === 'full';
        if (acknowledged) expect(isFull).toBe(true);
        expect([phoneVerified, version]).toEqual(isFull ? [true, 2] : [false, 1]);
        const again = await call(server.url, 'POST', `/${id}/upgrade`, { verificationToken });
        expect(again.status).toBe(isFull ? 409 : 200);
      }
    }
    expect(acknowledged).toBeGreaterThan(0);
  },
  120_000 + killCount(0) * 30_000,
);

test('the server refuses every login that row-level security does not hold', async () => {
  const DATA_DIR = await emptyFolder();
  const ownerUrl = new URL(inject('ownerUrl'));
  const admin = new pg.Client({ connectionString: ownerUrl.href });
  await admin.connect();
  const logins: Record<string, [make: string, reason: RegExp]> = {
    start_test_super: ['create role start_test_super login superuser', /is a superuser/],
    start_test_bypass: ['create role start_test_bypass login bypassrls', /bypass row-level security/],
    start_test_owner: [
      `create role start_test_owner login in role "${ownerUrl.username}" inherit`,
      /owns the tables/,
    ],
    start_test_reader: [
      'create role start_test_reader login inherit in role regulars_tenant',
      /without a tenant context/,
    ],
  };
  try {
    for (const [login, [make, reason]] of Object.entries(logins)) {
      await admin.query(`drop role if exists ${login}`);
      await admin.query(`${make} password 'a'`);
      const url = new URL(ownerUrl);
      url.username = login;
      url.password = 'a';
      const refused = await launch('main.ts', { DATA_DIR, DATABASE_URL: url.href, PORT: '0' }).ended;
      expect(refused.code).toBe(1);
      expect(refused.err).toMatch(reason);
      expect(refused.err.trim().split('\n')).toHaveLength(1);
      await admin.query(`drop role ${login}`);
    }
  } finally {
    await admin.end();
  }
});

test('a database that nobody migrated, or that is not there, gets one sentence; migrate brings it up', async () => {
  const DATA_DIR = await emptyFolder();
  const admin = new pg.Client({ connectionString: inject('ownerUrl') });
  await admin.connect();
  const place = (url: string) => {
    const other = new URL(url);
    other.pathname = '/start_test_empty';
    return other.href;
  };
  try {
    await admin.query('drop database if exists start_test_empty');
    await admin.query('create database start_test_empty');
    const own = {
      DATA_DIR,
      DATABASE_URL: place(inject('appUrl')),
      DATABASE_OWNER_URL: place(inject('ownerUrl')),
    };
    const early = await launch('main.ts', { ...own, PORT: '0' }).ended;
    expect(early).toMatchObject({
      code: 1,
      err: 'The database has no tables yet: run "npm run migrate" first.\n',
    });

    expect(await launch('migrate.ts', own).ended).toMatchObject({ code: 0, err: '' });
    expect((await launch('migrate.ts', own).ended).out).toBe('Up to date\n');
    const server = await startServer(own);
    expect((await setUp(server.url, server.link)).status).toBe(201);
    await stop(server);

    const gone = new URL(own.DATABASE_URL);
    gone.port = String(await freePort());
    const unreachable = await launch('main.ts', { ...own, DATABASE_URL: gone.href, PORT: '0' }).ended;
    expect(unreachable.err).toMatch(/^The database cannot be reached with DATABASE_URL \(.*\)\.\n$/);
  } finally {
    await admin.query('drop database if exists start_test_empty with (force)');
    await admin.end();
  }
});

const asNobody = process.getuid?.() === 0;
test.skipIf(!asNobody)('as root, a data folder below one that others cannot enter works', async () => {
  const closed = await emptyFolder();
  await chmod(closed, 0o700);
  const DATA_DIR = path.join(closed, 'data');
  folders.unshift(DATA_DIR);
  const server = await startServer({ DATA_DIR });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  await stop(server);
});
