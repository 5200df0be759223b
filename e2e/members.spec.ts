import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import {
  expect,
  expectAccessible,
  expectNothingSideways,
  languages,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const t = texts.en;

/** Each language as different from the other as a browser can be. */
const looks = {
  en: { locale: 'en', colorScheme: 'light', viewport: { width: 1280, height: 844 } },
  ar: { locale: 'ar', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
} as const;

test('somebody is invited, joins in a browser of their own, gets another role and is removed', async ({
  page,
  business,
  browser,
}) => {
  const { name } = business.owner;
  await signIn(page, business.owner);
  await page.getByRole('button', { name: /Al Noor/ }).click();
  await page.getByRole('link', { name: t.members.title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.members.title);
  await page.locator('input[name="invited"]').fill('noura@example.com');
  await page.keyboard.press('Enter');
  const link = page.getByLabel(saying(t.invitations.linkFor.replace('{{email}}', 'noura@example.com')));
  await expect(link).toHaveValue(/\/join#rgi_/);
  await expect(
    page.getByText(saying(t.invitations.queued.replace('{{email}}', 'noura@example.com'))),
  ).toBeVisible();
  await expect(page.locator('[data-invited="noura@example.com"]')).toContainText(t.role.staff);
  await expectAccessible(page);

  const hers = await browser.newContext({ locale: 'ar', viewport: { width: 390, height: 844 } });
  const herPage = await hers.newPage();
  const ar = texts.ar;
  await herPage.goto(await link.inputValue());
  await expect(herPage.getByRole('heading', { level: 1 })).toContainText('Al Noor');
  await expect(herPage.getByRole('main')).toContainText(name);
  await expectAccessible(herPage);
  await expectNothingSideways(herPage);
  await herPage.locator('input[name="name"]').fill('نورة');
  await herPage.locator('input[name="password"]').fill('short');
  await herPage.keyboard.press('Enter');
  await expect(herPage.locator('input[name="password"]')).toHaveAccessibleDescription(
    new RegExp(ar.fieldError.password),
  );
  await herPage.locator('input[name="password"]').fill('correct horse battery');
  await herPage.keyboard.press('Enter');
  await expect(herPage.getByRole('heading', { level: 1 })).toHaveText(ar.customers.title);
  // What staff may not do, they are not shown; nor is it there by its address.
  await herPage.getByRole('button', { name: /Al Noor/ }).click();
  await expect(herPage.getByRole('link', { name: ar.account.title })).toBeVisible();
  await expect(herPage.getByRole('link', { name: ar.members.title })).toHaveCount(0);
  await herPage.goto('/dashboard/members');
  await expect(herPage.getByRole('main')).toContainText(ar.problem.forbidden);

  await page.reload();
  const row = page.locator('[data-member="noura@example.com"]');
  await expect(row).toBeVisible();
  await expect(page.locator('[data-invited]')).toHaveCount(0);
  await row.getByRole('combobox').selectOption('admin');
  await page.getByRole('dialog').getByRole('button', { name: t.members.changeRole }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(row.getByRole('combobox')).toHaveValue('admin');
  await herPage.reload();
  await expect(herPage.locator('[data-member]')).toHaveCount(2);
  // An owner is changed by owners alone, and nobody removes himself by accident.
  await expect(herPage.locator('[data-member]').getByRole('combobox')).toHaveCount(0);
  await expectAccessible(herPage);
  await expectNothingSideways(herPage);

  await page.locator('input[name="keyName"]').fill('Till');
  await page.keyboard.press('Enter');
  const key = page.getByLabel(saying(t.apiKeys.keyOf.replace('{{name}}', 'Till')));
  await expect(key).toHaveValue(/^rgl_/);
  const authorization = { authorization: `Bearer ${await key.inputValue()}` };
  const ask = () => page.request.get('/api/v1/customers', { headers: authorization });
  expect((await ask()).status()).toBe(200);
  await page.reload();
  const keys = page.getByRole('list', { name: t.apiKeys.title });
  await expect(keys).toContainText('Till');
  await expect(keys).toContainText(t.apiKeys.lastUsed.split(' {{')[0]!);
  await expect(page.locator('input[readonly]')).toHaveCount(0);
  await keys.getByRole('button', { name: t.apiKeys.revoke }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.apiKeys.revoke }).click();
  await expect(page.getByText(t.apiKeys.none)).toBeVisible();
  expect((await ask()).status()).toBe(401);

  await row.getByRole('button', { name: t.members.remove }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: t.members.remove }).click();
  await expect(row).toHaveCount(0);
  await herPage.reload();
  await expect(herPage).toHaveURL(/sign-in/);
  await hers.close();
});

test('an invitation comes by mail and is sent again, in both languages; where no mail is sent, nothing says so', async ({
  page,
  business,
  server,
  browser,
}) => {
  await signIn(page, business.owner, '/dashboard/members');
  for (const language of languages) {
    const t = texts[language];
    const context = await browser.newContext(looks[language]);
    const there = await context.newPage();
    await signIn(there, business.owner, '/dashboard/members');
    const email = `noura.${language}@example.com`;
    const saysOf = (text: string) => there.getByText(saying(text.replace('{{email}}', email)));
    await expect(there.getByText(t.invitations.leadByMail)).toBeVisible();
    await there.locator('input[name="invited"]').fill(email);
    await there.keyboard.press('Enter');
    await expect(saysOf(t.invitations.queued)).toBeVisible();
    const mails = async (count: number) => {
      await expect.poll(async () => (await server.mailsTo(email)).length, { timeout: 20_000 }).toBe(count);
      return /http\S+/.exec((await server.mailsTo(email)).at(-1)!.text)![0];
    };
    const first = await mails(1);
    await expectAccessible(there);
    await expectNothingSideways(there);

    const again = there
      .locator(`[data-invited="${email}"]`)
      .getByRole('button', { name: t.invitations.sendAgain });
    const shown = there.getByLabel(saying(t.invitations.linkFor.replace('{{email}}', email)));
    await again.click();
    await expect(shown).not.toHaveValue(first);
    const second = await mails(2);
    await expect(shown).toHaveValue(second);
    await again.click();
    await mails(3);
    await again.click();
    await expect(saysOf(t.invitations.limited)).toBeVisible();
    await expectAccessible(there);
    await expectNothingSideways(there);

    const hers = await browser.newContext({ locale: language });
    const herPage = await hers.newPage();
    await herPage.goto(second);
    await expect(herPage.getByRole('alert')).toContainText(t.problem.invitation_invalid);
    await hers.close();
    await context.close();
  }

  await page.route('**/api/v1/session', async (route) => {
    const answered = await route.fetch();
    await route.fulfill({ response: answered, json: { ...(await answered.json()), sendsMail: false } });
  });
  await page.reload();
  await expect(page.getByText(t.invitations.lead)).toBeVisible();
  await expect(page.getByRole('button', { name: t.invitations.renew }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: t.invitations.sendAgain })).toHaveCount(0);
});

test('whoever has forgotten the password gets back in by a link, which is good once; everywhere else they are out', async ({
  page,
  business,
  server,
  browser,
}) => {
  const me = await server.createMember(business.id, 'staff', 'Fatma');
  await signIn(page, me);
  const password = page.locator('input[name="password"]');
  const heading = page.getByRole('heading', { level: 1 });
  const linkByMail = async (there: Page) => {
    await there.getByRole('link', { name: t.forgotten.title }).click();
    await expect(there.locator('input[name="email"]')).toBeFocused();
    await expectAccessible(there);
    await there.keyboard.type('nobody');
    await there.keyboard.press('Enter');
    await expect(there.locator('input[name="email"]')).toHaveAccessibleDescription(t.fieldError.email);
    await there.locator('input[name="email"]').fill(me.email);
    await there.keyboard.press('Enter');
    await expect(there.getByRole('status')).toContainText(me.email);
    await expectAccessible(there);
    await there.setViewportSize({ width: 320, height: 844 });
    await expectNothingSideways(there);
    await there.setViewportSize({ width: 1280, height: 844 });
    const mails = () => server.mailsTo(me.email);
    await expect.poll(async () => (await mails()).length).toBe(1);
    return /http\S+/.exec((await mails())[0]!.text)![0];
  };
  for (const language of languages) {
    const t = texts[language];
    const context = await browser.newContext(looks[language]);
    const there = await context.newPage();
    const field = there.locator('input[name="password"]');
    // By mail, and where none is set up.
    if (language === 'ar') {
      await there.route('**/api/v1/recovery', (route) =>
        route.request().method() === 'GET' ? route.fulfill({ json: { byMail: false } }) : route.continue(),
      );
    }
    await there.goto('/sign-in');
    await expect(there.getByText(language === 'en' ? t.forgotten.title : t.signIn.forgotten)).toBeVisible();
    await expectAccessible(there);
    await expectNothingSideways(there);
    const link = language === 'en' ? await linkByMail(there) : await server.recoveryLink(me.email);
    await there.goto(link);
    await expect(there.getByRole('main')).toContainText(`${me.email[0]}***@example.com`);
    await expect(field).toBeFocused();
    await expectAccessible(there);
    await there.keyboard.type('short');
    await there.keyboard.press('Enter');
    await expect(field).toHaveAccessibleDescription(new RegExp(t.fieldError.password));
    await expectNothingSideways(there);
    const chosen = `correct horse ${language}`;
    await field.fill(chosen);
    await there.keyboard.press('Enter');

    await expect(there.getByText(t.recover.done)).toBeVisible();
    await expect(there).toHaveURL(/\/recover$/);
    await expectAccessible(there);
    await expectNothingSideways(there);
    await page.reload();
    await expect(page).toHaveURL(/sign-in/);
    await there.locator('input[name="email"]').fill(me.email);
    await field.fill(chosen);
    await there.keyboard.press('Enter');
    await expect(there.getByRole('heading', { level: 1 })).toHaveText(t.customers.title);

    await there.goto(link);
    await expect(there.getByRole('alert')).toContainText(t.problem.recovery_invalid);
    await expectAccessible(there);
    await expectNothingSideways(there);
    // Another link in the same window.
    await there.goto(await server.recoveryLink(me.email));
    await expect(field).toBeFocused();
    await page.locator('input[name="email"]').fill(me.email);
    await password.fill(chosen);
    await page.keyboard.press('Enter');
    await expect(heading).toHaveText(texts.en.customers.title);
    await context.close();
  }
});

test('my account: language, password, second factor and where I am signed in, all of it in force at once', async ({
  page,
  business,
  server,
  browser,
}) => {
  const me = await server.createMember(business.id, 'viewer', 'Mina');
  const elsewhere = await browser.newContext({ locale: 'en' });
  const otherPage = await elsewhere.newPage();
  await signIn(otherPage, me);
  await signIn(page, me, '/dashboard/account');
  const sessions = page.getByRole('list', { name: t.sessions.title });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);

  await page.locator('input[name="currentPassword"]').fill('not the password');
  await page.locator('input[name="newPassword"]').fill('another correct horse');
  await page.keyboard.press('Enter');
  await expect(page.locator('input[name="currentPassword"]')).toHaveAccessibleDescription(
    t.problem.wrong_password,
  );
  await page.locator('input[name="currentPassword"]').fill(me.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText(t.account.passwordChanged)).toBeVisible();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await otherPage.reload();
  await expect(otherPage).toHaveURL(/sign-in/);
  const password = 'another correct horse';

  const twoFactor = page.getByRole('region', { name: t.twoFactor.title });
  await twoFactor.locator('input[name="password"]').fill(password);
  await page.keyboard.press('Enter');
  await expect(twoFactor.getByRole('img', { name: t.twoFactor.qr })).toBeVisible();
  const secret = Secret.fromBase32(await twoFactor.getByLabel(t.twoFactor.secret).inputValue());
  await expect(twoFactor.getByRole('list', { name: t.twoFactor.backup }).getByRole('listitem')).toHaveCount(
    10,
  );
  const [backup] = await twoFactor.getByRole('listitem').allTextContents();
  await expectAccessible(page);
  await twoFactor.locator('input[name="code"]').fill(new TOTP({ secret }).generate());
  await page.keyboard.press('Enter');
  await expect(twoFactor).toContainText(t.twoFactor.isOn);

  // The language goes along to the other machine, after both factors.
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect
    .poll(async () => (await (await page.request.get('/api/v1/account')).json()).language)
    .toBe('ar');
  await otherPage.locator('input[name="email"]').fill(me.email);
  await otherPage.locator('input[name="password"]').fill(password);
  await otherPage.keyboard.press('Enter');
  const code = otherPage.locator('input[name="code"]');
  await expect(code).toBeFocused();
  await expectAccessible(otherPage);
  await code.fill('000000');
  await otherPage.keyboard.press('Enter');
  await expect(otherPage.getByRole('alert')).toContainText(t.problem.wrong_second_factor);
  await code.fill(backup!);
  await otherPage.keyboard.press('Enter');
  await expect(otherPage.locator('html')).toHaveAttribute('lang', 'ar');
  await expect(otherPage.getByRole('heading', { level: 1 })).toHaveText(texts.ar.customers.title);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await page
    .getByRole('list', { name: texts.ar.sessions.title })
    .getByRole('button', { name: texts.ar.sessions.end })
    .click();
  await expect(page.getByRole('list', { name: texts.ar.sessions.title }).getByRole('listitem')).toHaveCount(
    1,
  );
  await expectNothingSideways(page);
  await expectAccessible(page);
  await otherPage.reload();
  await expect(otherPage).toHaveURL(/sign-in/);
  await elsewhere.close();
});
