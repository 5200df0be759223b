import { afterAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { later, newPhone, send, settle, verify, wrong } from '../testing/phone-codes.ts';
import { type Answered, type Ask, testApi } from '../testing/test-api.ts';

const api = testApi({ environment: { TRUSTED_PROXIES: '10.0.0.1' } });
afterAll(api.close);

const bodyFor = (phone: string) => api.messages.messages().findLast(({ to }) => to === phone)?.body;
const messagesTo = (phone: string) => api.messages.messages().filter(({ to }) => to === phone).length;

const tenantWith = async (settings: Record<string, unknown>) => {
  const tenant = await api.tenant();
  await settle(tenant.id, settings);
  return tenant;
};

const expectWait = ({ status, body, headers }: Answered, least: number, most: number) => {
  expect([status, body.code]).toEqual([429, 'too_many_codes']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(least);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(most);
};

describe('a code is sent no more often than', () => {
  test('once a minute to a phone, whatever for', async () => {
    const { id, staff, admin } = await api.tenant();
    const phone = newPhone();
    expect((await send(staff, phone)).status).toBe(200);
    expectWait(await send(admin, phone, { purpose: 'login', channel: 'whatsapp' }), 1, 60);
    await later(id, 61);
    expect((await send(staff, phone)).status).toBe(200);
    expect(messagesTo(phone)).toBe(2);
  });

  test('once to a phone, also where ten ask at once', async () => {
    const { staff } = await api.tenant();
    const phone = newPhone();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(staff, phone)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(messagesTo(phone)).toBe(1);
  });

  test('so often an hour to a phone', async () => {
    const { id, staff } = await tenantWith({ phone_per_hour: 2 });
    const phone = newPhone();
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await send(staff, phone)).status).toBe(200);
      await later(id, 100);
    }
    expectWait(await send(staff, phone), 3000, 3400);
    expect((await send(staff, newPhone())).status).toBe(200);
    await later(id, 3401);
    expect((await send(staff, phone)).status).toBe(200);
  });

  test('so often a day to a phone', async () => {
    const { id, staff } = await tenantWith({ phone_per_day: 2 });
    const phone = newPhone();
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await send(staff, phone)).status).toBe(200);
      await later(id, 10_000);
    }
    expectWait(await send(staff, phone), 60_000, 66_400);
    await later(id, 66_401);
    expect((await send(staff, phone)).status).toBe(200);
  });

  test('so often an hour for whoever asks', async () => {
    const { id, staff, admin } = await tenantWith({ actor_per_hour: 2 });
    for (let turn = 0; turn < 2; turn += 1) expect((await send(staff, newPhone())).status).toBe(200);
    expectWait(await send(staff, newPhone()), 3000, 3600);
    expect((await send(admin, newPhone())).status).toBe(200);
    await later(id, 3601);
    expect((await send(staff, newPhone())).status).toBe(200);
  });

  test('so often an hour to an address, which nobody can make up', async () => {
    const { staff } = await tenantWith({ ip_per_hour: 2 });
    const from =
      (peer: string, forwarded: string): Ask =>
      (path, asked) =>
        staff(path, { ...asked, peer, headers: { ...asked?.headers, 'x-forwarded-for': forwarded } });
    // Behind the proxy, each time with another address in front.
    for (const [turn, made] of ['198.51.100.1', '198.51.100.2', '10.0.0.1'].entries()) {
      const asked = await send(from('10.0.0.1', `${made}, 203.0.113.5`), newPhone());
      if (turn < 2) expect(asked.status).toBe(200);
      else expectWait(asked, 3000, 3600);
    }
    expect((await send(from('10.0.0.1', '203.0.113.6'), newPhone())).status).toBe(200);
    // Past the proxy.
    for (const [turn, made] of ['198.51.100.1', '198.51.100.2', '198.51.100.3'].entries()) {
      const asked = await send(from('203.0.113.7', made), newPhone());
      if (turn < 2) expect(asked.status).toBe(200);
      else expectWait(asked, 3000, 3600);
    }
  });

  test('so often an hour to a network of IPv6, of whichever of its addresses', async () => {
    const { staff } = await tenantWith({ ip_per_hour: 2 });
    const from = (peer: string) => send((path, asked) => staff(path, { ...asked, peer }), newPhone());
    for (const peer of ['2001:db8:5::1', '2001:db8:5:0:a::1']) expect((await from(peer)).status).toBe(200);
    expectWait(await from('2001:db8:5::2'), 3000, 3600);
    expect((await from('2001:db8:5:1::2')).status).toBe(200);
  });

  test('so often an hour to an address over all businesses, none of which learns of another', async () => {
    const strict = testApi({ environment: { OTP_IP_PER_HOUR: '5', TRUSTED_PROXIES: '' } });
    const tenants = await Promise.all(Array.from({ length: 4 }, () => strict.tenant()));
    const peer = '203.0.113.99';
    const from = (peer: string) => (tenant: { staff: Ask }) =>
      send((path, asked) => tenant.staff(path, { ...asked, peer }), newPhone());
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => from(peer)(tenants[n % 4]!)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    for (const refused of answers.filter(({ status }) => status !== 200)) expectWait(refused, 3500, 3600);
    const newcomer = await strict.tenant();
    const refused = await from(peer)(newcomer);
    expectWait(refused, 3500, 3600);
    expect(Object.keys(refused.body).toSorted()).toEqual(['code', 'requestId', 'status', 'title', 'type']);
    expect((await from('203.0.113.98')(newcomer)).status).toBe(200);
    expect(strict.messages.messages().length).toBe(6);
    await strict.close();
  });

  test('so often a day in a tenant, also where more ask at once, and whatever another does', async () => {
    const { staff, admin } = await tenantWith({ tenant_per_day: 3 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, turn) => send(turn % 2 ? staff : admin, newPhone())),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expectWait(answers.find(({ status }) => status !== 200)!, 80_000, 86_400);
    const there = await tenantWith({ tenant_per_day: 3 });
    expect((await send(there.staff, newPhone())).status).toBe(200);
  });

  test('so often a day to a country', async () => {
    const { staff } = await tenantWith({ country_per_day: 1 });
    expect((await send(staff, newPhone())).status).toBe(200);
    expectWait(await send(staff, newPhone()), 80_000, 86_400);
    expect((await send(staff, '+971501234567')).status).toBe(200);
  });

  test.each([
    { entered: 3, status: 429 },
    { entered: 4, status: 200 },
  ])('somebody enters it: $entered of 20 is answered with $status', async ({ entered, status }) => {
    const { id, staff } = await api.tenant();
    await asOwner(
      `insert into sys_otp_codes (tenant_org_id, phone, country, purpose, channel, state, provider, ip, created_at,
         expires_at, used_at)
       select $1, '+968930000' || n, 'OM', 'login', 'sms', 'sent', 'file', 'elsewhere', now() - interval '10 minutes',
         now(), case when n < 10 + $2 then now() end
       from generate_series(10, 29) n`,
      [id, entered],
    );
    const asked = await send(staff, newPhone());
    expect(asked.status).toBe(status);
    if (status === 429) expectWait(asked, 600, 600);
    expect((await send(staff, '+971501234568')).status).toBe(200);
  });
});

test('a code goes to the countries on the list alone', async () => {
  const listed = testApi({ environment: { OTP_COUNTRIES: 'OM,AE' } });
  const here = await listed.tenant();
  const own = await listed.tenant();
  await settle(own.id, { countries: ['AE'] });
  expect((await send(here.staff, newPhone())).status).toBe(200);
  expect((await send(here.staff, '+971501234567')).status).toBe(200);
  expect((await send(here.staff, '+447400123456')).body.code).toBe('country_not_allowed');
  expect((await send(own.staff, newPhone())).body.code).toBe('country_not_allowed');
  expect((await send(own.staff, '+971501234567')).status).toBe(200);
  expect(listed.messages.messages()).toHaveLength(3);
  await listed.close();
});

describe('a message', () => {
  test.each([
    ['OM', undefined],
    ['GB', undefined],
    ['OM', 'en'],
    ['GB', 'ar'],
  ])('to a business in %s is in its language, or in the one asked for: %s', async (country, language) => {
    const { staff } = await api.tenant({ country });
    const phone = newPhone();
    expect((await send(staff, phone, language ? { language } : {})).status).toBe(200);
    const isArabic = /[\u0600-\u06ff]/.test(bodyFor(phone)!);
    const { body } = await staff('/api/v1/session');
    expect(isArabic).toBe((language ?? body.tenant.language) === 'ar');
    expect(bodyFor(phone)!.split('\n').at(-1)).toMatch(/^@localhost #\d{6}$/);
  });

  test('has the words, the length and the time that the tenant says', async () => {
    const { id, staff } = await tenantWith({
      code_length: 8,
      code_seconds: 90,
      message_en: 'Noor: {code}!',
      message_ar: 'نور {code}',
    });
    const [english, arabic] = [newPhone(), newPhone()];
    const sent = await send(staff, english, { language: 'en' });
    await send(staff, arabic, { language: 'ar' });
    expect(sent.body.codeLength).toBe(8);
    expect(bodyFor(english)).toMatch(/^Noor: (\d{8})!\n@localhost #\1$/);
    expect(bodyFor(arabic)).toMatch(/^نور (\d{8})\n@localhost #\1$/);
    await later(id, 91);
    expect((await verify(staff, english, api.messages.codeFor(english))).body.code).toBe('code_expired');
  });

  test('takes what the tenant leaves open from the deployment', async () => {
    const deployed = testApi({ environment: { OTP_CODE_LENGTH: '5', OTP_MESSAGE_EN: 'Ours: {code}' } });
    const { id, staff } = await deployed.tenant();
    await settle(id, { cooldown_seconds: 10 });
    const phone = newPhone();
    const sent = await send(staff, phone, { language: 'en' });
    expect(sent.body.codeLength).toBe(5);
    expect(deployed.messages.messages()[0]!.body).toMatch(/^Ours: \d{5}\n/);
    await later(id, 11);
    expect((await send(staff, phone)).status).toBe(200);
    await deployed.close();
  });
});

test('what is answered is a masked phone, and the times of the database', async () => {
  const { staff } = await api.tenant();
  const phone = newPhone();
  const { body } = await send(staff, phone.replace('+968', '00 968 '));
  expect(body.phone).toBe(`${phone.slice(0, 7)}****${phone.slice(-2)}`);
  expect(Date.parse(body.expiresAt) - Date.parse(body.resendAt)).toBe(240_000);
});

test('a phone that is none is refused at its place', async () => {
  const { staff } = await api.tenant();
  expect((await send(staff, 'nonsense')).body.errors).toMatchObject([
    { pointer: '/phone', code: 'invalid_phone' },
  ]);
  expect((await verify(staff, '1', '123456')).body.errors).toMatchObject([{ pointer: '/phone' }]);
});

describe('an Idempotency-Key', () => {
  const key = (value: string) => ({ 'idempotency-key': value });

  test('sends one message, however often it comes', async () => {
    const { staff } = await api.tenant();
    const phone = newPhone();
    const first = await send(staff, phone, {}, key('send'));
    const again = await send(staff, phone, {}, key('send'));
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(messagesTo(phone)).toBe(1);
    expect((await send(staff, newPhone(), {}, key('send'))).body.code).toBe('idempotency_key_reused');
  });

  test('sends one message where it comes ten times at once', async () => {
    const { staff } = await api.tenant();
    const phone = newPhone();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(staff, phone, {}, key('send'))));
    expect(messagesTo(phone)).toBe(1);
    const good = answers.filter(({ status }) => status === 200);
    expect(new Set(good.map(({ text }) => text)).size).toBe(1);
    for (const { status, body } of answers.filter((answer) => !good.includes(answer))) {
      expect([status, body.code]).toEqual([409, 'idempotency_key_in_use']);
    }
  });

  test('gets the same token again', async () => {
    const { staff } = await api.tenant();
    const phone = newPhone();
    await send(staff, phone);
    const code = api.messages.codeFor(phone);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => verify(staff, phone, code, 'verification', key('verify'))),
    );
    const good = answers.filter(({ status }) => status === 200);
    expect(answers.filter(({ body }) => body.code === 'idempotency_key_in_use')).toHaveLength(
      10 - good.length,
    );
    const again = await verify(staff, phone, code, 'verification', key('verify'));
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(new Set([...good, again].map(({ text }) => text)).size).toBe(1);
    const full = await staff('/api/v1/customers', {
      method: 'POST',
      body: { type: 'full', name: 'Sara', verificationToken: again.body.verificationToken },
    });
    expect(full.status).toBe(201);
  });

  test('that was refused is free again, and another caller finds nothing under it', async () => {
    const { staff, admin } = await api.tenant();
    const phone = newPhone();
    await send(staff, phone);
    const code = api.messages.codeFor(phone);
    const attempt = (caller: Ask, typed: string) =>
      verify(caller, phone, typed, 'verification', key('shared'));
    expect((await attempt(staff, wrong(code))).body.code).toBe('wrong_code');
    expect((await attempt(staff, code)).status).toBe(200);
    expect((await attempt(admin, code)).body.code).toBe('code_expired');
  });
});
