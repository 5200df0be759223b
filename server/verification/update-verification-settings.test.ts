import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPhone, send } from '../testing/phone-codes.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi({ environment: { OTP_COUNTRIES: 'OM,AE', OTP_MESSAGE_EN: 'Here: {code}' } });
afterAll(api.close);

const settings = '/api/v1/tenant/verification';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
const settle = (tenant: Tenant, body: object) => tenant.admin(settings, { method: 'PATCH', body });
let here: Tenant;
beforeAll(async () => {
  here = await api.tenant();
});

describe('the verification settings of a business', () => {
  test('are those of the deployment until it says otherwise', async () => {
    const { body } = await (await api.tenant()).viewer(settings);
    const { deployment, ...own } = body;
    expect(new Set(Object.values(own))).toEqual(new Set([null]));
    expect(deployment).toEqual({
      codeLength: 6,
      codeSeconds: 300,
      attempts: 3,
      lockSeconds: 900,
      cooldownSeconds: 60,
      phonePerHour: 5,
      phonePerDay: 10,
      actorPerHour: 120,
      ipPerHour: 100_000,
      tenantPerDay: 1000,
      countryPerDay: 1000,
      countries: ['OM', 'AE'],
    });
  });

  test('are changed one by one, and taken back by null', async () => {
    const tenant = await api.tenant();
    await settle(tenant, { attempts: 2, codeLength: 8 });
    const { body } = await settle(tenant, { attempts: null, countries: ['AE'], messageAr: 'الرمز {code}' });
    expect(body).toMatchObject({
      attempts: null,
      codeLength: 8,
      countries: ['AE'],
      messageAr: 'الرمز {code}',
      messageEn: null,
    });
    expect((await settle(tenant, {})).body).toEqual(body);
    expect((await tenant.viewer(settings)).body).toEqual(body);
  });

  test('hold for the next code', async () => {
    const tenant = await api.tenant();
    await settle(tenant, { codeLength: 8, messageEn: 'Al Noor says {code}', countries: ['OM'] });
    const phone = newPhone();
    expect((await send(tenant.staff, phone, { language: 'en' })).body.codeLength).toBe(8);
    expect(api.messages.messages().findLast(({ to }) => to === phone)?.body).toMatch(/^Al Noor says \d{8}/);
    const { body } = await send(tenant.staff, '+971501234567');
    expect(body.code).toBe('country_not_allowed');
  });

  test.each([
    [{ codeLength: 5 }, '/codeLength'],
    [{ codeSeconds: 301 }, '/codeSeconds'],
    [{ attempts: 4 }, '/attempts'],
    [{ lockSeconds: 899 }, '/lockSeconds'],
    [{ cooldownSeconds: 59 }, '/cooldownSeconds'],
    [{ phonePerHour: 6 }, '/phonePerHour'],
    [{ tenantPerDay: 1001 }, '/tenantPerDay'],
    [{ countries: ['OM', 'SA'] }, '/countries/1'],
    [{ countries: [] }, '/countries'],
    [{ countries: ['XX'] }, '/countries/0'],
    [{ messageEn: 'no code' }, '/messageEn'],
    [{ attempts: 0 }, '/attempts'],
    [{ deployment: {} }, '/deployment'],
  ])('are never wider than the deployment, nor nonsense: %j', async (body, pointer) => {
    const before = (await here.viewer(settings)).body;
    const refused = await settle(here, body);
    expect([refused.status, refused.body.errors?.[0].pointer]).toEqual([400, pointer]);
    expect((await here.viewer(settings)).body).toEqual(before);
  });
});
