import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { later, newPhone } from '../testing/phone-codes.ts';
import { type Ask, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);
afterEach(() => vi.useRealTimers());

let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

const customers = '/api/v1/customers';
const create = (body: object, caller: Ask = here.staff) => caller(customers, { method: 'POST', body });
const full = (verificationToken: string, more: object = {}, caller: Ask = here.staff) =>
  create({ type: 'full', name: 'Sara', verificationToken, ...more }, caller);
const stub = async (phone: string, caller: Ask = here.staff): Promise<string> =>
  (await create({ type: 'stub', name: 'Sara', phone }, caller)).body.id;
const upgrade = (id: string, verificationToken: string, caller: Ask = here.staff) =>
  caller(`${customers}/${id}/upgrade`, { method: 'POST', body: { verificationToken, name: 'Sara' } });
const change = (id: string, body: object) => here.staff(`${customers}/${id}`, { method: 'PATCH', body });
const outcome = ({ status, body }: { status: number; body: { code?: string } }) => body.code ?? status;
const invalid = 'verification_token_invalid';

describe('a verification token', () => {
  test('makes a new customer full, and says what the phone is', async () => {
    const phone = newPhone();
    const made = await full(await api.provePhone(here.staff, phone, 'registration'));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ profileStatus: 'full', phoneVerified: true, phone });
  });

  test('for another phone proves nothing, and is not used up by that', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const token = await api.provePhone(here.staff, phone);
    const id = await stub(other);
    expect(outcome(await full(token, { phone: newPhone() }))).toBe(invalid);
    expect(outcome(await upgrade(id, token))).toBe(invalid);
    expect(outcome(await change(id, { phone: newPhone(), verificationToken: token }))).toBe(invalid);
    expect(outcome(await change(id, { notes: 'x', verificationToken: token }))).toBe(invalid);
    expect((await here.viewer(`${customers}/${id}`)).body).toMatchObject({
      profileStatus: 'stub',
      version: 1,
    });
    expect(outcome(await full(token, { phone }))).toBe(201);
  });

  test('is not used up by a request that is refused for something else', async () => {
    const phone = newPhone();
    const token = await api.provePhone(here.staff, phone);
    const holder = await stub(phone);
    expect(outcome(await full(token))).toBe('phone_taken');
    expect(outcome(await create({ type: 'full', verificationToken: token }))).toBe('invalid_request');
    expect(outcome(await upgrade(crypto.randomUUID(), token))).toBe('not_found');
    expect(outcome(await upgrade(holder, token))).toBe(200);
  });

  test('of another tenant proves nothing', async () => {
    const there = await api.tenant();
    const phone = newPhone();
    const token = await api.provePhone(there.staff, phone);
    expect(outcome(await full(token))).toBe(invalid);
    expect(outcome(await upgrade(await stub(phone), token))).toBe(invalid);
    expect(outcome(await full(token, {}, there.staff))).toBe(201);
  });

  test('for a login proves nothing about a profile', async () => {
    const phone = newPhone();
    const token = await api.provePhone(here.staff, phone, 'login');
    const id = await stub(phone);
    expect(outcome(await full(token))).toBe(invalid);
    expect(outcome(await upgrade(id, token))).toBe(invalid);
    expect(outcome(await change(id, { phone, verificationToken: token }))).toBe(invalid);
  });

  test.each(['made up', 'A'.repeat(43)])('that is made up proves nothing: %s', async (token) => {
    expect(outcome(await full(token))).toBe(invalid);
    expect(outcome(await upgrade(await stub(newPhone()), token))).toBe(invalid);
  });

  test('is good once', async () => {
    const phone = newPhone();
    const token = await api.provePhone(here.staff, phone);
    const { body } = await full(token);
    await here.admin(`${customers}/${body.id}`, { method: 'DELETE' });
    expect(outcome(await full(token))).toBe(invalid);
    expect(outcome(await upgrade(await stub(phone), token))).toBe(invalid);
  });

  test('sent to twenty creations at once makes one customer', async () => {
    const tenant = await api.tenant();
    const token = await api.provePhone(tenant.staff, newPhone());
    const answers = await Promise.all(Array.from({ length: 20 }, () => full(token, {}, tenant.staff)));
    expect(answers.map(outcome).toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => invalid)]);
    expect((await tenant.viewer(`${customers}/statistics`)).body).toMatchObject({ total: 1, full: 1 });
  });

  test('sent to twenty upgrades at once makes one customer full', async () => {
    const tenant = await api.tenant();
    const token = await api.provePhone(tenant.staff, newPhone());
    const guests = await Promise.all(
      Array.from({ length: 20 }, async () => (await create({ type: 'guest' }, tenant.staff)).body.id),
    );
    const answers = await Promise.all(guests.map((id) => upgrade(id, token, tenant.staff)));
    expect(answers.map(outcome).toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => invalid)]);
    expect((await tenant.viewer(`${customers}/statistics`)).body).toMatchObject({ guest: 19, full: 1 });
  });

  test('is good for ten minutes by the clock of the database', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const tokens = [await api.provePhone(here.staff, phone), await api.provePhone(here.staff, other)];
    await later(here.id, 598);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_800_000 });
    expect(outcome(await full(tokens[0]!))).toBe(201);
    await later(here.id, 3);
    vi.setSystemTime(Date.now() - 3_600_000);
    expect(outcome(await full(tokens[1]!))).toBe(invalid);
  });

  test('with a new phone keeps a verified customer verified; without one it is not', async () => {
    const [first, second, third] = [newPhone(), newPhone(), newPhone()];
    const { body } = await full(await api.provePhone(here.staff, first));
    const proof = await api.provePhone(here.staff, second);
    const moved = await change(body.id, { phone: second, verificationToken: proof });
    expect(moved.body).toMatchObject({ phone: second, phoneVerified: true, profileStatus: 'full' });
    const unproven = await change(body.id, { phone: third });
    expect(unproven.body).toMatchObject({ phone: third, phoneVerified: false, profileStatus: 'full' });
    // What was proven once says nothing once the phone has been another.
    expect((await change(body.id, { phone: second })).body.phoneVerified).toBe(false);
    const again = await api.provePhone(here.staff, third);
    expect((await change(body.id, { phone: third, verificationToken: again })).body.phoneVerified).toBe(true);
  });

  test('comes with a full customer alone', async () => {
    const token = await api.provePhone(here.staff, newPhone());
    const asked = await create({ type: 'stub', name: 'Sara', phone: newPhone(), verificationToken: token });
    expect(asked.body.errors).toMatchObject([{ pointer: '/verificationToken' }]);
    expect(outcome(await create({ type: 'full', name: 'Sara', phone: newPhone() }))).toBe(
      'verification_required',
    );
  });
});
