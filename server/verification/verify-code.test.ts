import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { later, newPhone, send, settle, verify, wrong } from '../testing/phone-codes.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);
afterEach(() => vi.useRealTimers());

let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

const { codeFor } = api.messages;
const sent = async (phone: string, purpose = 'verification') => {
  const { status } = await send(here.staff, phone, { purpose });
  expect(status).toBe(200);
  return codeFor(phone);
};
const codesOf = async (answers: Promise<{ status: number; body: { code?: string } }>[]) => {
  const counted: Record<string, number> = {};
  for (const { status, body } of await Promise.all(answers)) {
    const outcome = body.code ?? String(status);
    counted[outcome] = (counted[outcome] ?? 0) + 1;
  }
  return counted;
};

describe('a one-time code', () => {
  test('that is right proves the phone, once', async () => {
    const phone = newPhone();
    const code = await sent(phone);
    const right = await verify(here.staff, phone, code);
    expect([right.status, right.body.verified]).toEqual([200, true]);
    expect((await verify(here.staff, phone, code)).body.code).toBe('code_expired');
  });

  test.each([
    ['with a space in it', (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
    [
      'in Arabic digits',
      (code: string) => code.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d))),
    ],
  ])('is right %s', async (_, typed) => {
    const phone = newPhone();
    expect((await verify(here.staff, phone, typed(await sent(phone)))).status).toBe(200);
  });

  test.each(['', '1', 'abc'])('is not %j', async (typed) => {
    const phone = newPhone();
    await sent(phone);
    expect((await verify(here.staff, phone, typed)).body.code).toBe('wrong_code');
  });

  test('tried right fifty times at once is right once', async () => {
    const phone = newPhone();
    const code = await sent(phone);
    const answers = Array.from({ length: 50 }, () => verify(here.staff, phone, code));
    expect(await codesOf(answers)).toEqual({ 200: 1, code_expired: 49 });
  });

  test('tried wrong fifty times at once is tried three times', async () => {
    const phone = newPhone();
    const code = await sent(phone);
    const answers = Array.from({ length: 50 }, () => verify(here.staff, phone, wrong(code)));
    expect(await codesOf(answers)).toEqual({ wrong_code: 2, phone_locked: 48 });
    expect(
      await asOwner('select failures from org_phone_attempts where tenant_org_id = $1 and phone = $2', [
        here.id,
        phone,
      ]),
    ).toEqual([{ failures: 3 }]);
    expect((await verify(here.staff, phone, code)).body.code).toBe('phone_locked');
  });

  test('is good for five minutes by the clock of the database', async () => {
    const phone = newPhone();
    const code = await sent(phone);
    await later(here.id, 299);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_800_000 });
    expect((await verify(here.staff, phone, wrong(code))).body.code).toBe('wrong_code');
    await later(here.id, 2);
    vi.setSystemTime(Date.now() - 3_600_000);
    expect((await verify(here.staff, phone, code)).body.code).toBe('code_expired');
  });

  test('is right no more once another was sent', async () => {
    const phone = newPhone();
    const first = await sent(phone);
    await later(here.id, 61);
    const second = await sent(phone);
    expect((await verify(here.staff, phone, first)).body).toMatchObject({
      code: 'wrong_code',
      attemptsLeft: 2,
    });
    expect((await verify(here.staff, phone, second)).status).toBe(200);
    expect((await verify(here.staff, phone, first)).body.code).toBe('code_expired');
  });

  test('says nothing of another phone, purpose or tenant', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const there = await api.tenant();
    const code = await sent(phone, 'login');
    expect((await verify(here.staff, phone, code, 'registration')).body.code).toBe('code_expired');
    expect((await verify(here.staff, other, code, 'login')).body.code).toBe('code_expired');
    expect((await verify(there.staff, phone, code, 'login')).body.code).toBe('code_expired');
    expect((await verify(here.staff, phone, code, 'login')).status).toBe(200);
  });

  test('is wrong for another phone, purpose or tenant also where its hash lies there', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const there = await api.tenant();
    const code = await sent(phone);
    await sent(other);
    await send(there.staff, phone);
    await asOwner(
      `update sys_otp_codes set code_hash = original.code_hash
       from (select code_hash from sys_otp_codes where tenant_org_id = $1 and phone = $2) original
       where (tenant_org_id = $1 and phone = $3) or (tenant_org_id = $4 and phone = $2)`,
      [here.id, phone, other, there.id],
    );
    expect((await verify(here.staff, other, code)).body.code).toBe('wrong_code');
    expect((await verify(there.staff, phone, code)).body.code).toBe('wrong_code');
    await asOwner(`update sys_otp_codes set purpose = 'login' where tenant_org_id = $1 and phone = $2`, [
      here.id,
      phone,
    ]);
    expect((await verify(here.staff, phone, code, 'login')).body.code).toBe('wrong_code');
  });
});

describe('the tries of a phone', () => {
  test('are three, whatever the code: then it is locked, the right code and a new one included', async () => {
    const phone = newPhone();
    const code = await sent(phone);
    const left = async () => (await verify(here.staff, phone, wrong(code))).body.attemptsLeft;
    expect([await left(), await left()]).toEqual([2, 1]);
    const third = await verify(here.staff, phone, wrong(code));
    expect([third.status, third.body.code]).toEqual([429, 'phone_locked']);
    for (const refused of [
      third,
      await verify(here.staff, phone, code),
      await send(here.staff, phone),
      await send(here.staff, phone, { purpose: 'login' }),
    ]) {
      expect(refused.body.code).toBe('phone_locked');
      expect(Date.parse(refused.body.lockedUntil)).not.toBeNaN();
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    }
  });

  test('are not given back by a new code, nor by another purpose', async () => {
    const phone = newPhone();
    const code = await sent(phone);
    await verify(here.staff, phone, wrong(code));
    await later(here.id, 61);
    const login = await sent(phone, 'login');
    expect((await verify(here.staff, phone, wrong(login), 'login')).body.attemptsLeft).toBe(1);
    await later(here.id, 61);
    const again = await sent(phone);
    expect((await verify(here.staff, phone, wrong(again))).body.code).toBe('phone_locked');
  });

  test('begin anew when the lock ends', async () => {
    const phone = newPhone();
    const code = await sent(phone);
    for (let turn = 0; turn < 3; turn += 1) await verify(here.staff, phone, wrong(code));
    await later(here.id, 898);
    expect((await send(here.staff, phone)).body.code).toBe('phone_locked');
    await later(here.id, 3);
    const next = await sent(phone);
    expect((await verify(here.staff, phone, wrong(next))).body.attemptsLeft).toBe(2);
    expect((await verify(here.staff, phone, wrong(next))).body.attemptsLeft).toBe(1);
    expect((await verify(here.staff, phone, wrong(next))).body.code).toBe('phone_locked');
  });

  test('begin anew with a right code', async () => {
    const phone = newPhone();
    const code = await sent(phone);
    await verify(here.staff, phone, wrong(code));
    await verify(here.staff, phone, wrong(code));
    expect((await verify(here.staff, phone, code)).status).toBe(200);
    await later(here.id, 61);
    const next = await sent(phone);
    expect((await verify(here.staff, phone, wrong(next))).body.attemptsLeft).toBe(2);
  });

  test('are not taken where there is no code that could be right', async () => {
    const phone = newPhone();
    for (let turn = 0; turn < 4; turn += 1) {
      expect((await verify(here.staff, phone, '123456')).body.code).toBe('code_expired');
    }
    const code = await sent(phone);
    expect((await verify(here.staff, phone, wrong(code))).body.attemptsLeft).toBe(2);
  });

  test('are as many as the tenant says, and the lock is as long', async () => {
    const strict = await api.tenant();
    await settle(strict.id, { attempts: 1, lock_seconds: 60 });
    const phone = newPhone();
    await send(strict.staff, phone);
    const first = await verify(strict.staff, phone, wrong(codeFor(phone)));
    expect(first.body.code).toBe('phone_locked');
    expect(Number(first.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    await later(strict.id, 61);
    expect((await verify(strict.staff, phone, codeFor(phone))).status).toBe(200);
  });

  test('in one tenant are none of another', async () => {
    const there = await api.tenant();
    const phone = newPhone();
    const code = await sent(phone);
    for (let turn = 0; turn < 3; turn += 1) await verify(here.staff, phone, wrong(code));
    expect((await send(there.staff, phone)).status).toBe(200);
    expect((await verify(there.staff, phone, codeFor(phone))).status).toBe(200);
  });
});
