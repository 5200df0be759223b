import type { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  expectNothingSideways,
  expectSaved,
  languages,
  openTab,
  rows,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

/** A whole text with its placeholders standing for anything. */
const like = (text: string) =>
  new RegExp(text.replace(/[\\^$.*+?()[\]|]/g, '\\$&').replace(/\{\{\w+\}\}/g, '.+'));

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const codeField = (page: Page) => page.getByRole('dialog').locator('input[name="code"]');
const inArabicDigits = (code: string) =>
  code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));

for (const language of languages) {
  test.describe(`with the keyboard alone, in ${language}`, () => {
    // In one of the two languages each is also looked at in the dark.
    test.use({ locale: language, colorScheme: language === 'ar' ? 'dark' : 'light' });
    const t = texts[language];

    test('a stub becomes a full customer: the phone is proven after a wrong code, e-mail and preferences follow', async ({
      page,
      business,
      server,
    }) => {
      const sara = await business.api.customers.create({
        type: 'stub',
        name: 'Sara Al Balushi',
        phone: '90123456',
        email: 'old@example.com',
        preferences: { folding: 'hanger' },
      });
      const keys = page.keyboard;
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
      await page.getByRole('main').getByRole('button', { name: t.verify.action }).focus();
      await keys.press('Enter');
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('+968 9012 3456');
      await expect(dialog.getByRole('button', { name: t.verify.send })).toBeFocused();
      await expectAccessible(page);

      await keys.press('Enter');
      await expect(codeField(page)).toBeFocused();
      await expect(codeField(page)).toHaveAttribute('autocomplete', 'one-time-code');
      await expect(codeField(page)).toHaveAttribute('inputmode', 'numeric');
      await expect(codeField(page)).toHaveCSS('direction', 'ltr');
      await expect(dialog.getByRole('status')).toHaveText(like(t.verify.sent));
      await expect(dialog.getByRole('button', { name: t.verify.sendAgain })).toBeDisabled();
      await expectAccessible(page);

      const code = server.messages.codeFor('+96890123456');
      await keys.type(wrong(code));
      const left = language === 'en' ? '2 tries are left' : 'بقيت محاولتان';
      await expect(codeField(page)).toHaveAccessibleDescription(new RegExp(left));
      await expect(dialog.getByRole('status')).toContainText(left);
      await expect(codeField(page)).toBeFocused();
      await expect(codeField(page)).toHaveValue('');
      await expectAccessible(page);
      // By habit, though the last digit has sent the code: what is left is still told.
      await keys.press('Enter');
      await expect(codeField(page)).toHaveAccessibleDescription(new RegExp(left));

      await keys.type(inArabicDigits(code));
      const email = dialog.locator('input[name="email"]');
      await expect(email).toBeFocused();
      await expect(email).toHaveValue('old@example.com');
      await expect(dialog.locator('input[name="folding"]')).toHaveValue('hanger');
      await expect(dialog.locator('[aria-current="step"]')).toHaveText(t.upgrade.details);
      await expectAccessible(page);
      await keys.press('ControlOrMeta+a');
      await keys.type('sara@');
      await keys.press('Enter');
      await expect(email).toHaveAccessibleDescription(
        saying(t.fieldError.email.replace(/[\u2066-\u2069]/g, '')),
      );
      await expect(email).toBeFocused();
      await keys.press('End');
      await keys.type('example.com');
      await keys.press('Tab');
      await keys.press('Tab');
      await keys.type('oud');
      await keys.press('Enter');

      await expect(dialog.locator('[aria-current="step"]')).toHaveText(t.upgrade.address);
      await expect(dialog.locator('input[name="label"]')).toBeFocused();
      await expectAccessible(page);
      // A floor alone leads nowhere.
      await dialog.locator('input[name="floor"]').fill('3');
      await keys.press('Enter');
      await expect(dialog.locator('input[name="street"]')).toHaveAccessibleDescription(
        t.address.leadsNowhere,
      );
      await expect(dialog.locator('input[name="street"]')).toBeFocused();
      await keys.type('Way 3021');
      await keys.press('Enter');

      await expect(dialog).toBeHidden();
      await expect(page.getByRole('alert').filter({ hasText: t.upgrade.done })).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await expect(page.getByRole('main')).toContainText(t.verify.verified);
      await expect(page.getByRole('button', { name: t.verify.action })).toHaveCount(0);
      await expectAccessible(page);
      expect(await business.api.customers.get(sara.id)).toMatchObject({
        profileStatus: 'full',
        phoneVerified: true,
        email: 'sara@example.com',
        preferences: { folding: 'hanger', fragrance: 'oud' },
        addresses: [{ street: 'Way 3021', floor: '3', country: 'OM', isDefault: true }],
      });
      await openTab(page, t.history.title);
      await expect(page.getByRole('region', { name: t.history.title })).toContainText(t.type.full);
      await expect(page.getByRole('region', { name: t.history.title })).toContainText(
        t.history.action.address_added,
      );

      await page.goto('/dashboard/customers');
      await expect(page.getByRole('img', { name: t.customers.phoneVerified })).toBeVisible();
      await expectAccessible(page);
    });

    test('after three wrong codes the phone is locked until a time that is said, and the right code opens nothing', async ({
      page,
      business,
      server,
    }) => {
      const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123457' });
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
      await page.getByRole('button', { name: t.verify.action }).click();
      await page.getByRole('button', { name: t.verify.send }).press('Enter');
      await expect(codeField(page)).toBeFocused();
      const code = server.messages.codeFor('+96890123457');
      const said =
        language === 'en' ? [/2 tries are left/, /One try is left/] : [/بقيت محاولتان/, /بقيت محاولة واحدة/];
      for (const words of said) {
        await page.keyboard.type(wrong(code));
        await expect(codeField(page)).toHaveAccessibleDescription(words);
      }
      await page.keyboard.type(wrong(code));
      await expect(codeField(page)).toHaveAccessibleDescription(like(t.verify.locked));
      await expect(codeField(page)).toBeFocused();
      await expectAccessible(page);
      await page.keyboard.type(code);
      await expect(codeField(page)).toHaveValue('');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(page.getByRole('button', { name: t.verify.action })).toBeFocused();

      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: t.verify.send }).press('Enter');
      await expect(page.getByRole('dialog').getByRole('status')).toHaveText(like(t.verify.locked));
      await expect(page.getByRole('button', { name: t.verify.send })).toBeFocused();
      await expectAccessible(page);
      expect(await business.api.customers.get(sara.id)).toMatchObject({ profileStatus: 'stub' });
    });

    test('a full customer is added in one go: what was typed stays while the phone is proven', async ({
      page,
      business,
      server,
    }) => {
      await signIn(page, business.owner);
      const dialog = page.getByRole('dialog');
      await page.keyboard.press('n');
      await page.keyboard.type('90123458');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Omar');
      const verify = dialog.getByRole('button', { name: t.create.andVerify });
      await verify.press('Enter');
      await expect(dialog.getByRole('button', { name: t.verify.send })).toBeFocused();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(verify).toBeFocused();
      await expect(dialog.locator('input[name="name"]')).toHaveValue('Omar');

      await page.keyboard.press('Enter');
      await expect(dialog.getByRole('button', { name: t.verify.send })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(codeField(page)).toBeFocused();
      await expectAccessible(page);
      const code = server.messages.codeFor('+96890123458');
      await page.keyboard.insertText(` ${code.slice(0, 3)} ${code.slice(3)} `);
      await expect(dialog).toBeHidden();
      await expect(rows(page)).toHaveText([/Omar/]);
      await expect(page.getByRole('img', { name: t.customers.phoneVerified })).toBeVisible();
      expect(await business.api.customers.statistics()).toMatchObject({ total: 1, full: 1 });
    });

    test('at 390 px every step fits', async ({ page, business, server }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      const guest = await business.api.customers.create({ type: 'guest' });
      await signIn(page, business.owner, `/dashboard/customers/${guest.id}`);
      await page.getByRole('button', { name: t.verify.action }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.locator('input[name="phone"]')).toBeFocused();
      await expectNothingSideways(page);
      await expectAccessible(page);
      await page.keyboard.type('123');
      await page.keyboard.press('Enter');
      await expect(dialog.locator('input[name="phone"]')).toHaveAccessibleDescription(
        t.fieldError.invalid_phone,
      );
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('90123459');
      await page.keyboard.press('Enter');
      await expect(codeField(page)).toBeFocused();
      await expectNothingSideways(page);
      await page.keyboard.type(server.messages.codeFor('+96890123459'));
      // A full customer has a name.
      await expect(dialog.locator('input[name="name"]')).toBeFocused();
      await expectNothingSideways(page);
      await expectAccessible(page);
      await page.keyboard.press('Enter');
      await expect(dialog.locator('input[name="name"]')).toHaveAccessibleDescription(t.fieldError.required);
      await page.keyboard.type('Gus');
      await page.keyboard.press('Enter');
      await expect(dialog.locator('input[name="label"]')).toBeFocused();
      await expectNothingSideways(page);
      await expectAccessible(page);
      // The address may be left out.
      await page.keyboard.press('Enter');
      await expect(page.getByRole('main')).toContainText(t.verify.verified);
      await expectNothingSideways(page);
      await page.goto('/dashboard/customers');
      const card = page.getByRole('listitem').filter({ hasText: 'Gus' });
      await expect(card.getByRole('img', { name: t.customers.phoneVerified })).toBeVisible();
    });
  });
}

const t = texts.en;

const fullCustomer = async (
  business: { api: import('@regulars/sdk').Regulars },
  server: { messages: { codeFor: (phone: string) => string } },
  phone: string,
) => {
  await business.api.verification.send({ phone, purpose: 'registration' });
  const { verificationToken } = await business.api.verification.verify({
    phone,
    purpose: 'registration',
    code: server.messages.codeFor(phone),
  });
  return business.api.customers.create({ type: 'full', name: 'Sara', verificationToken });
};

test('another phone of a verified customer is proven and saved in one go', async ({
  page,
  business,
  server,
}) => {
  const sara = await fullCustomer(business, server, '+96890123460');
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  const phone = page.locator('main input[name="phone"]');
  await phone.fill('90123461');
  await page.locator('main input[name="folding"]').fill('hanger');
  await expect(page.getByRole('status').filter({ hasText: t.customer.newPhone })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t.customer.verifyAndSave }).click();
  await expect(page.getByRole('button', { name: t.verify.send })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.type(server.messages.codeFor('+96890123461'));
  await expect(page.getByRole('dialog')).toBeHidden();
  await expectSaved(page);
  await expect(phone).toHaveValue('+96890123461');
  expect(await business.api.customers.get(sara.id)).toMatchObject({
    phone: '+96890123461',
    phoneVerified: true,
    preferences: { folding: 'hanger' },
  });
});

test('saved without proof, the phone is unverified, and can be proven afterwards beside unsaved changes', async ({
  page,
  business,
  server,
}) => {
  const sara = await fullCustomer(business, server, '+96890123462');
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await expect(page.getByRole('main')).toContainText(t.verify.verified);
  await page.locator('main input[name="phone"]').fill('90123463');
  await page.keyboard.press('Enter');
  const verify = page.getByRole('main').getByRole('button', { name: t.verify.action });
  await expect(verify).toBeVisible();
  expect(await business.api.customers.get(sara.id)).toMatchObject({ phoneVerified: false });

  await page.locator('main input[name="fragrance"]').fill('oud');
  await verify.click();
  await page.getByRole('button', { name: t.verify.send }).press('Enter');
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.type(server.messages.codeFor('+96890123463'));
  await expect(verify).toBeHidden();
  await expect(page.locator('main input[name="fragrance"]')).toHaveValue('oud');
  await expect(page.getByRole('button', { name: t.customer.save })).toBeEnabled();
  expect(await business.api.customers.get(sara.id)).toMatchObject({ phoneVerified: true, preferences: {} });
});

test('somebody whom a colleague upgraded meanwhile is shown as full', async ({ page, business, server }) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '+96890123464' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.getByRole('button', { name: t.verify.action }).click();
  await page.getByRole('button', { name: t.verify.send }).press('Enter');
  await expect(codeField(page)).toBeFocused();
  const code = server.messages.codeFor('+96890123464');
  await page.keyboard.type(code);
  const email = page.getByRole('dialog').locator('input[name="email"]');
  await expect(email).toBeFocused();
  await page.route('**/upgrade', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: 'Full already', status: 409, code: 'already_full', requestId: 'r' },
    }),
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').locator('input[name="label"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: t.problem.already_full })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('whoever closes the second step finds the phone still proven', async ({ page, business, server }) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '+96890123469' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  const verify = page.getByRole('button', { name: t.verify.action });
  await verify.click();
  await page.getByRole('button', { name: t.verify.send }).press('Enter');
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.type(server.messages.codeFor('+96890123469'));
  const email = page.getByRole('dialog').locator('input[name="email"]');
  await expect(email).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(verify).toBeFocused();
  expect(await business.api.customers.get(sara.id)).toMatchObject({ profileStatus: 'stub' });
  await page.keyboard.press('Enter');
  await expect(email).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').locator('input[name="label"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toContainText(t.verify.verified);
  expect(await business.api.customers.get(sara.id)).toMatchObject({ profileStatus: 'full', addresses: [] });
});

test('when an answer is lost after the server has done its work, trying again goes on and adds once', async ({
  page,
  business,
  server,
}) => {
  await signIn(page, business.owner);
  const tries: Record<string, (string | undefined)[]> = {};
  const loseFirst = async (path: string, times: number) => {
    tries[path] = [];
    await page.route(`**/api/v1/${path}`, async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      tries[path]!.push(route.request().headers()['idempotency-key']);
      const response = await route.fetch();
      if (tries[path]!.length <= times) return route.abort('connectionreset');
      return route.fulfill({ response });
    });
  };
  await loseFirst('customers/send-otp', 1);
  await loseFirst('customers/verify-otp', 1);
  await loseFirst('customers', 1);
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('n');
  await page.keyboard.type('90123470');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Omar');
  await dialog.getByRole('button', { name: t.create.andVerify }).press('Enter');
  const send = dialog.getByRole('button', { name: t.verify.send });
  await send.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(t.problem.connection);
  await expect(send).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.type(server.messages.codeFor('+96890123470'));
  await expect(dialog.getByRole('alert')).toContainText(t.problem.connection);
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden({ timeout: 20_000 });
  await expect(rows(page)).toHaveText([/Omar/]);
  for (const keys of Object.values(tries)) {
    expect(keys.length).toBe(2);
    expect(new Set(keys).size).toBe(1);
  }
  expect(await business.api.customers.statistics()).toMatchObject({ total: 1, full: 1 });
});

test('a code that was sent before can be entered while no other may be sent, and the wait ends', async ({
  page,
  business,
  server,
}) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123465' });
  await business.api.verification.send({ phone: '90123465', purpose: 'verification' });
  await page.clock.install();
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.getByRole('button', { name: t.verify.action }).click();
  await page.getByRole('button', { name: t.verify.send }).press('Enter');
  await expect(codeField(page)).toHaveAccessibleDescription(t.problem.too_many_codes);
  const again = page.getByRole('button', { name: t.verify.sendAgain });
  await expect(again).toBeDisabled();
  await expect(page.getByRole('dialog').getByRole('status')).not.toContainText(/\d:\d\d$/);
  await page.clock.fastForward(61_000);
  await expect(again).toBeEnabled();
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(t.verify.mayResend);
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await expect(codeField(page)).toHaveAccessibleDescription(t.verify.tooShort);
  await codeField(page).fill('');
  await page.keyboard.type(server.messages.codeFor('+96890123465'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').locator('input[name="email"]')).toBeFocused();
});

test('when messages cannot be sent, or a code is too old, it says so and what to do', async ({
  page,
  business,
}) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123466' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  const refuse = (path: string, status: number, code: string) =>
    page.route(
      `**/api/v1/customers/${path}`,
      (route) =>
        route.fulfill({
          status,
          contentType: 'application/problem+json',
          json: { type: 'about:blank', title: code, status, code, requestId: 'r' },
        }),
      { times: 1 },
    );
  await page.getByRole('button', { name: t.verify.action }).click();
  const send = page.getByRole('button', { name: t.verify.send });
  for (const [status, code] of [
    [503, 'messages_unavailable'],
    [502, 'message_refused'],
    [422, 'country_not_allowed'],
  ] as const) {
    await refuse('send-otp', status, code);
    await send.press('Enter');
    await expect(page.getByRole('dialog')).toContainText(t.problem[code]);
    await expect(send).toBeFocused();
  }
  await expectAccessible(page);
  await send.press('Enter');
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await expect(codeField(page)).toHaveAccessibleDescription('The code has 6 digits.');
  await refuse('verify-otp', 422, 'code_expired');
  await page.keyboard.type('3456');
  await expect(codeField(page)).toHaveAccessibleDescription(t.problem.code_expired);
  await expect(codeField(page)).toBeFocused();
});

test('a viewer sees whether a phone is verified, and nothing to verify it with', async ({
  page,
  business,
  server,
}) => {
  const full = await fullCustomer(business, server, '+96890123467');
  const stub = await business.api.customers.create({ type: 'stub', name: 'Stub', phone: '90123468' });
  await signIn(page, await server.createMember(business.id, 'viewer'), `/dashboard/customers/${full.id}`);
  await expect(page.getByRole('main')).toContainText(t.verify.verified);
  await page.goto(`/dashboard/customers/${stub.id}`);
  await expect(page.getByRole('main')).toContainText('+96890123468');
  await expect(page.getByRole('button', { name: t.verify.action })).toHaveCount(0);
});

test('a code can go by WhatsApp where the deployment can send so, and is not offered where it cannot', async ({
  page,
  business,
  server,
}) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '+96890123471' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.getByRole('button', { name: t.verify.action }).click();
  const dialog = page.getByRole('dialog');
  const asked = page.waitForRequest('**/send-otp');
  await dialog.getByRole('button', { name: t.verify.by.whatsapp }).press('Enter');
  expect((await asked).postDataJSON()).toMatchObject({ channel: 'whatsapp' });
  await expect(codeField(page)).toBeFocused();
  // Another one may go the other way.
  await expect(dialog.getByRole('button', { name: t.verify.by.sms })).toBeDisabled();
  await expectAccessible(page);
  await page.keyboard.type(server.messages.codeFor('+96890123471'));
  await expect(dialog.locator('input[name="email"]')).toBeFocused();

  await page.route('**/api/v1/session', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), messageChannels: ['sms'] } });
  });
  await page.goto(`/dashboard/customers/${sara.id}`);
  await page.getByRole('button', { name: t.verify.action }).click();
  await expect(dialog.getByRole('button', { name: t.verify.send })).toBeFocused();
  await expect(dialog.getByRole('button', { name: t.verify.by.whatsapp })).toHaveCount(0);
});

test('a full customer is added with an address in one go', async ({ page, business, server }) => {
  await signIn(page, business.owner);
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('n');
  await page.keyboard.type('90123472');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Omar');
  await dialog.getByRole('button', { name: t.address.add }).press('Enter');
  await expect(dialog.locator('input[name="label"]')).toBeFocused();
  await page.keyboard.type('Office');
  await dialog.locator('input[name="place"]').fill('nowhere');
  await dialog.getByRole('button', { name: t.create.andVerify }).press('Enter');
  await expect(dialog.locator('input[name="place"]')).toHaveAccessibleDescription(/no place in this/);
  await expect(dialog.locator('input[name="place"]')).toBeFocused();
  await expectAccessible(page);
  await dialog.locator('input[name="place"]').fill('23.588, 58.3829');
  await dialog.getByRole('button', { name: t.create.andVerify }).press('Enter');
  await expect(dialog.getByRole('button', { name: t.verify.send })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.type(server.messages.codeFor('+96890123472'));
  await expect(dialog).toBeHidden();
  const [omar] = (await business.api.customers.list()).data;
  expect(await business.api.customers.get(omar!.id)).toMatchObject({
    profileStatus: 'full',
    addresses: [{ label: 'Office', latitude: 23.588, longitude: 58.3829, isDefault: true }],
  });
});
