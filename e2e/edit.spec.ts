import { expect, expectAccessible, expectSaved, openTab, rows, signIn, test, texts } from './fixtures.ts';

const t = texts.en;
const field = (name: string) => `main input[name="${name}"]`;

test('only what was changed is saved, with Ctrl+S, and the history tells it', async ({ page, business }) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  const save = page.getByRole('button', { name: t.customer.save });
  await expect(save).toBeDisabled();
  await page.locator(field('email')).fill('sara@example.com');
  await page.getByLabel(t.field.preferences.notifications.whatsapp).check();
  await page.getByRole('combobox', { name: t.field.tags, exact: true }).fill('hotel');
  await page.keyboard.press('Enter');
  await expect(save).toBeEnabled();
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await page.keyboard.press('Control+s');
  const request = await sent;
  expect(request.postDataJSON()).toEqual({
    email: 'sara@example.com',
    preferences: { notifications: { whatsapp: true } },
    tags: ['hotel'],
  });
  expect(request.headers()['if-match']).toBe('"1"');
  await expectSaved(page);
  await openTab(page, t.history.title);
  const history = page.getByRole('region', { name: t.history.title });
  await expect(history).toContainText('Olivia Owner');
  await expect(history).toContainText(/E-mail.*nothing.*sara@example\.com/);
  await expect(history).toContainText(/WhatsApp.*nothing.*yes/);
  await openTab(page, t.customer.profile);
  await page.reload();
  await expect(page.locator(field('email'))).toHaveValue('sara@example.com');
});

test('a phone that another customer has is refused at its field, with the way to that customer', async ({
  page,
  business,
}) => {
  await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90000001' });
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.locator(field('phone')).fill('90000001');
  await page.keyboard.press('Enter');
  await expect(page.locator(field('phone'))).toHaveAccessibleDescription(/Omar/);
  await expectAccessible(page);
});

test('what the contract refuses is said at the field before anything is sent', async ({ page, business }) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent += 1;
  });
  await page.locator(field('email')).fill('sara@');
  await page.keyboard.press('Enter');
  await expect(page.locator(field('email'))).toHaveAccessibleDescription(t.fieldError.email);
  await expect(page.locator(field('email'))).toBeFocused();
  expect(sent).toBe(0);
});

test('leaving with something unsaved asks first', async ({ page, business }) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.locator(field('name2')).fill('سارة');
  await page.getByRole('main').getByRole('link', { name: t.customers.title }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(t.leave.title);
  await page.keyboard.press('Enter');
  await expect(page.locator(field('name2'))).toHaveValue('سارة');
  await page.getByRole('main').getByRole('link', { name: t.customers.title }).click();
  await dialog.getByRole('button', { name: t.leave.go }).click();
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
});

test('what was typed as the session ended is there again for the same person, and for nobody else', async ({
  page,
  business,
  server,
}) => {
  const t = texts.en;
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  const other = await server.createMember(business.id, 'staff', 'Other');
  const notes = page.locator('main textarea[name="notes"]');
  const signInAgain = async ({ email, password }: typeof business.owner) => {
    // The customer has a field for an e-mail, too.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.signIn.title);
    await page.locator('input[name="email"]').fill(email);
    await page.locator('input[name="password"]').fill(password);
    await page.keyboard.press('Enter');
    await expect(page.locator('input[name="password"]')).toHaveCount(0);
  };
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await notes.fill('Iron gently');
  await page.context().clearCookies();
  await page.keyboard.press('Control+s');
  await signInAgain(business.owner);
  await expect(notes).toHaveValue('Iron gently');
  await notes.fill('Iron very gently');
  await page.context().clearCookies();
  await page.keyboard.press('Control+s');
  await signInAgain(other);
  await expect(notes).toHaveValue('');
  await page.context().clearCookies();
  await notes.fill('Of the other');
  await page.keyboard.press('Control+s');
  // Nor for the one who comes back after another was here.
  await signInAgain(business.owner);
  await expect(notes).toHaveValue('');
  await notes.fill('Iron gently');
  await page.keyboard.press('Control+s');
  await expectSaved(page);
  expect(await business.api.customers.get(sara.id)).toMatchObject({ notes: 'Iron gently', version: 2 });
});

test('a deactivated customer leaves the list, keeps everything and comes back', async ({
  page,
  business,
}) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.getByRole('button', { name: t.deactivate.action }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(t.deactivate.freesPhone);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t.action.cancel }).click();
  expect((await business.api.customers.get(sara.id)).isActive).toBe(true);

  await page.getByRole('button', { name: t.deactivate.action }).click();
  await dialog.getByRole('button', { name: t.deactivate.action }).click();
  await expect(page.getByText(t.inactive.title)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: t.customers.title }).click();
  await expect(rows(page)).toHaveCount(0);
  await page.getByLabel(t.field.status).selectOption('inactive');
  await expect(rows(page)).toHaveText([/Sara.*Inactive/]);
  await rows(page).first().click();
  await page.getByRole('button', { name: t.restore.action }).click();
  await expect(page.getByText(t.inactive.title)).toBeHidden();
  await openTab(page, t.history.title);
  await expect(page.getByRole('region', { name: t.history.title })).toContainText(t.history.action.restored);
  expect(await business.api.customers.get(sara.id)).toMatchObject({ isActive: true, phone: '+96890123456' });
});

test('who comes back while another has the phone is told so, with the way to that one', async ({
  page,
  business,
}) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await business.api.customers.deactivate(sara.id);
  const omar = await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.getByRole('button', { name: t.restore.action }).click();
  await page.getByRole('link', { name: t.restore.openOther }).click();
  await expect(page).toHaveURL(new RegExp(`/customers/${omar.id}$`));
});

test('a customer of another business is to this one as one that never was', async ({
  page,
  business,
  server,
}) => {
  const other = await server.createTenant({ name: 'Other' });
  const { createRegulars } = await import('@regulars/sdk');
  const theirs = createRegulars({ baseUrl: server.url, token: await server.token(other.id, 'owner') });
  const { id } = await theirs.customers.create({ type: 'stub', name: 'Secret', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.customer.unknownTitle);
  await page.goto('/dashboard/customers/nonsense');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.customer.unknownTitle);
});
