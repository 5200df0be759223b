import fc from 'fast-check';
import { DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from './log.ts';
import { asOwner } from './testing/as-owner.ts';
import { emptyDatabase } from './testing/empty-database.ts';
import { newPhone, send, verify, wrong } from './testing/phone-codes.ts';
import { testApi } from './testing/test-api.ts';

const logging = () => {
  const lines: string[] = [];
  return { lines, log: createLog('trace', { to: { write: (line: string) => void lines.push(line) } }) };
};

test('an error is logged with what an operator needs, without whom it is about', () => {
  const { lines, log } = logging();
  const error = Object.assign(new DatabaseError('duplicate key of +96890123456', 1, 'error'), {
    code: '23505',
    detail: 'Key (phone)=(+96890123456) already exists.',
    constraint: 'org_customers_phone_key',
  });
  log.error(
    { err: error, requestId: '20261128-1', headers: { cookie: 'a=b', accept: '*/*' } },
    'for sara@example.com',
  );
  const [line] = lines.map((each) => JSON.parse(each));
  expect(line).toMatchObject({
    requestId: '20261128-1',
    msg: 'for ***@example.com',
    headers: { cookie: '***', accept: '*/*' },
    err: {
      code: '23505',
      constraint: 'org_customers_phone_key',
      detail: 'Key (phone)=(***) already exists.',
    },
  });
  expect(lines.join()).not.toContain('90123456');
});

test('whatever stands in it, each thing that happened is one line of JSON', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\n', '\r\n', '\u2028', '"}\n{"level":60,"msg":"forged"}', '\u001b[2J', '\\'),
  );
  fc.assert(
    fc.property(text, text, fc.dictionary(text, text), (message, name, more) => {
      const { lines, log } = logging();
      log.info({ more, err: new Error(message) }, `${message}${name}`);
      expect(lines).toHaveLength(1);
      expect(lines[0]!.slice(0, -1)).not.toMatch(/[\n\r]/);
      expect(JSON.parse(lines[0]!).level).toBe(30);
    }),
  );
});

describe('of a hostile run', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let api: ReturnType<typeof testApi>;
  beforeAll(async () => {
    database = await emptyDatabase();
    // The worst that can be: a rule of the operator's own that tells everything.
    await asOwner(
      `create function tell() returns trigger language plpgsql as $$
        begin raise exception 'no: % % %', new.phone, new.email, new.name; end $$`,
      [],
      database.ownerUrl,
    );
    await asOwner(
      `create trigger tell before insert on org_customers_mst for each row when (new.notes = 'tell') execute function tell()`,
      [],
      database.ownerUrl,
    );
    api = testApi({ appUrl: database.appUrl });
  });
  afterAll(async () => {
    // Holds the log against everything that was sent and answered.
    await api.close();
    await database.drop();
  });

  test('nothing secret or personal is in the log, and nobody forges a line', async () => {
    const { staff, owner, ownerAccount } = await api.tenant();
    const phone = newPhone();
    const email = 'hostile.person@mail.example.com';
    const forged = 'Sara"}\n{"level":60,"time":1,"msg":"forged"}\n';
    const root = '/api/v1/customers';
    const told = await staff(root, {
      method: 'POST',
      body: { type: 'stub', name: 'Sara', phone, email, notes: 'tell' },
    });
    expect(told.status).toBe(500);
    await staff(root, { method: 'POST', body: { type: 'guest', name: forged } });
    for (const path of [
      phone,
      encodeURIComponent(phone),
      email,
      encodeURIComponent(forged),
      `x?search=${phone}`,
    ]) {
      await staff(`${root}/${path}`);
    }
    expect((await send(staff, phone)).status).toBe(200);
    const code = api.messages.codeFor(phone);
    await verify(staff, phone, wrong(code));
    const proven = await verify(staff, phone, code);
    const key = (
      await owner('/api/v1/api-keys', {
        method: 'POST',
        body: { name: forged.trim().slice(0, 4), role: 'staff' },
      })
    ).body.key;
    await api.withHeaders({ authorization: `Bearer ${key}x` })(root);
    await api.ask('/api/v1/session', {
      method: 'POST',
      body: { ...ownerAccount, password: 'wrong, but mine' },
    });
    const { cookie } = await api.signIn(ownerAccount);
    await api.ask(root, { headers: { cookie: `${cookie}x`, 'x-request-id': 'a\tb' } });

    const logged = api.logged.join('');
    const parsed = api.logged.map((line) => JSON.parse(line));
    expect(parsed.some(({ msg }) => msg === 'unexpected')).toBe(true);
    expect(parsed.filter(({ msg, level }) => msg === 'forged' || level === 60)).toEqual([]);
    expect(api.logged.filter((line) => !/^\{[^\n]*\}\n$/.test(line))).toEqual([]);
    for (const secret of [
      phone,
      phone.slice(4),
      email,
      code,
      proven.body.verificationToken,
      key,
      ownerAccount.password,
    ]) {
      expect(logged).not.toContain(secret);
    }
  });
});
