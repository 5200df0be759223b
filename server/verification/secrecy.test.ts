import { createHash } from 'node:crypto';
import { compiled, connect, type Database, type Statements } from '@regulars/database/connect';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { MessageError } from '../messages/messenger.ts';
import { asOwner } from '../testing/as-owner.ts';
import { later, newPhone, send, settle, verify, wrong } from '../testing/phone-codes.ts';
import { type Answered, testApi } from '../testing/test-api.ts';

const executed: string[] = [];
/** The database, telling what was executed. */
const telling = (database: Database): Database => {
  const told = (statements: Statements): Statements => ({
    execute: (query) => {
      executed.push(compiled(query).sql);
      return statements.execute(query);
    },
  });
  return {
    ...database,
    each: (context) => told(database.each(context)),
    eachPointRead: (context) => told(database.eachPointRead(context)),
    transaction: (context, work) => database.transaction(context, (statements) => work(told(statements))),
  };
};

const api = testApi({ database: telling(connect(inject('appUrl'))) });
afterAll(api.close);

/** Every row of a tenant in every table, and what belongs to all, as text. */
const everythingOf = async (tenantId: string): Promise<string> => {
  const tables = await asOwner<{ name: string; own: boolean }>(
    `select relname::text as name, exists (select from pg_attribute where attrelid = pg_class.oid
       and attname = 'tenant_org_id') as own
     from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['sys_otp_codes', 'org_idempotency_keys', 'org_customer_history']),
  );
  const rows = await Promise.all(
    tables.map(({ name, own }) =>
      asOwner<{ row: string }>(
        `select to_jsonb(t)::text as row from ${name} t ${own ? `where tenant_org_id = '${tenantId}'` : ''}`,
      ),
    ),
  );
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n');
};

describe('of a whole verification, with Idempotency-Keys and failures', () => {
  const phone = newPhone();
  const codes: string[] = [];
  const answers: Answered[] = [];
  let message: string;
  let token: string;
  let tenantId: string;
  let customerId: string;
  let history: string;

  beforeAll(async () => {
    const { id, staff } = await api.tenant();
    tenantId = id;
    // Ten digits are nowhere by chance.
    await settle(id, { code_length: 10 });
    const keyed = (key: string) => ({ 'idempotency-key': key });
    const stub = await staff('/api/v1/customers', {
      method: 'POST',
      body: { type: 'stub', name: 'Sara', phone },
    });
    customerId = stub.body.id;
    answers.push(await send(staff, phone, {}, keyed('first')));
    codes.push(api.messages.codeFor(phone));
    answers.push(await verify(staff, phone, wrong(codes[0]!), 'verification', keyed('wrong')));
    answers.push(await send(staff, phone));
    await later(id, 61);
    answers.push(await send(staff, phone, {}, keyed('second')));
    codes.push(api.messages.codeFor(phone));
    message = api.messages.messages().findLast(({ to }) => to === phone)!.body;
    const right = await verify(staff, phone, codes[1]!, 'verification', keyed('right'));
    token = right.body.verificationToken;
    answers.push(await verify(staff, phone, codes[1]!));
    const upgrade = await staff(`/api/v1/customers/${customerId}/upgrade`, {
      method: 'POST',
      body: { verificationToken: token },
      headers: keyed('upgrade'),
    });
    expect(upgrade.status).toBe(200);
    answers.push(upgrade);
    history = (await staff(`/api/v1/customers/${customerId}/history`)).text;
  });

  test('no code, token or message lies in any table', async () => {
    const everything = await everythingOf(tenantId);
    expect(everything).toContain(phone);
    for (const secret of [...codes, token, message]) expect(everything).not.toContain(secret);
  });

  test('no hash lies there by which a code could be guessed', async () => {
    const everything = await everythingOf(tenantId);
    const code = codes[1]!;
    const body = JSON.stringify({ phone, purpose: 'verification', code });
    for (const text of [code, body, `POST /api/v1/customers/verify-otp\n${body}`]) {
      for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
        const digest = createHash(algorithm).update(text).digest();
        expect(everything).not.toContain(digest.toString('hex'));
        expect(everything).not.toContain(digest.toString('base64'));
      }
    }
  });

  test('no code, token, message or phone is logged', () => {
    const logged = api.logged.join('\n');
    expect(logged).toContain('/api/v1/customers/verify-otp');
    for (const secret of [...codes, wrong(codes[0]!), token, message, phone, phone.slice(4)]) {
      expect(logged).not.toContain(secret);
    }
  });

  test('no code or token is answered but the token, once', () => {
    for (const { text, headers } of answers) {
      const whole = text + JSON.stringify([...headers]);
      for (const secret of [...codes, token]) expect(whole).not.toContain(secret);
    }
    for (const { text, status } of answers) if (status >= 400) expect(text).not.toContain(phone);
  });

  test('history tells who made the customer full, and neither code nor token', () => {
    const [upgraded] = JSON.parse(history).data;
    expect(upgraded).toMatchObject({ action: 'updated', version: 2 });
    expect(upgraded.changes).toEqual(
      expect.arrayContaining([
        { field: 'profileStatus', from: 'stub', to: 'full' },
        { field: 'phoneVerified', from: false, to: true },
      ]),
    );
    for (const secret of [...codes, token]) expect(history).not.toContain(secret);
  });
});

test('what a provider fails with is not logged either', async () => {
  let body = '';
  const failing = testApi({
    messenger: {
      kind: 'message',
      name: 'twilio',
      channels: ['sms'],
      send: async (message) => {
        body = message.body;
        throw new MessageError('unavailable', 'It is away.');
      },
    },
  });
  const { staff } = await failing.tenant();
  const phone = newPhone();
  expect((await send(staff, phone)).status).toBe(503);
  const logged = failing.logged.join('\n');
  for (const secret of [body, /#(\d+)$/.exec(body)![1]!, phone]) expect(logged).not.toContain(secret);
  await failing.close();
});

describe('whether a phone is known', () => {
  const masked = ({ status, text, headers }: Answered, phone: string) => ({
    status,
    body: text
      .replaceAll(`${phone.slice(0, 7)}****${phone.slice(-2)}`, 'phone')
      .replace(/[\w-]{43}/, 'token')
      .replace(/"requestId":"[^"]+"/, '')
      .replace(/\d{4}-\d\d-\d\dT[\d:.+]+/g, 'time'),
    headers: [...headers].map(([name, value]) => [
      name,
      /request-id|retry-after|ratelimit/.test(name) ? '' : value,
    ]),
  });

  const outcomes = async (tenant: Awaited<ReturnType<typeof api.tenant>>, phone: string) => {
    const { id, staff } = tenant;
    const seen: unknown[] = [];
    const step = async (asked: Promise<Answered>) => {
      executed.length = 0;
      seen.push({ ...masked(await asked, phone), statements: [...executed] });
    };
    await step(verify(staff, phone, '123456'));
    await step(send(staff, phone));
    await step(send(staff, phone));
    const code = api.messages.codeFor(phone);
    await step(verify(staff, phone, wrong(code)));
    await step(verify(staff, phone, code));
    await step(verify(staff, phone, code));
    await later(id, 61);
    await step(send(staff, phone, { purpose: 'login' }));
    for (let turn = 0; turn < 3; turn += 1) {
      await step(verify(staff, phone, wrong(api.messages.codeFor(phone)), 'login'));
    }
    await step(send(staff, phone));
    return seen;
  };

  test('neither status, body, headers nor the statements executed tell', async () => {
    const tenant = await api.tenant();
    const there = await api.tenant();
    const [known, full, elsewhere, unknown] = [newPhone(), newPhone(), newPhone(), newPhone()];
    const create = (caller: typeof tenant.staff, body: object) =>
      caller('/api/v1/customers', { method: 'POST', body });
    await create(tenant.staff, { type: 'stub', name: 'Sara', phone: known });
    const proof = await api.provePhone(tenant.staff, full);
    await create(tenant.staff, { type: 'full', name: 'Sara', verificationToken: proof });
    await later(tenant.id, 61);
    const proofThere = await api.provePhone(there.staff, elsewhere);
    await create(there.staff, { type: 'full', name: 'Sara', verificationToken: proofThere });

    // As often asked before as the others.
    await api.provePhone(tenant.staff, known);
    await api.provePhone(tenant.staff, elsewhere);
    await api.provePhone(tenant.staff, unknown);
    await later(tenant.id, 61);
    const expected = await outcomes(tenant, unknown);
    expect(expected.flatMap((step) => (step as { statements: string[] }).statements).length).toBeGreaterThan(
      20,
    );
    for (const phone of [known, full, elsewhere]) expect(await outcomes(tenant, phone)).toEqual(expected);
  });
});
