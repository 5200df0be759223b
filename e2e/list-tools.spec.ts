import type { Page } from '@playwright/test';
import {
  type Business,
  expect,
  expectAccessible,
  expectNothingSideways,
  rows,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const t = texts.en;
const filtersButton = (page: Page) => page.getByRole('button', { name: new RegExp(`^${t.filter.more}`) });
const chips = (page: Page) => page.getByRole('list', { name: t.filter.active }).getByRole('listitem');
const pager = (page: Page) => page.getByRole('navigation', { name: t.pager.label });
const viewsButton = (page: Page) =>
  page.getByRole('button', {
    name: new RegExp(`^(${t.views.title}|${t.views.shown.replace('{{name}}', '.*')})$`),
  });

const three = async ({ api }: Business) => {
  await api.customers.create({ type: 'stub', name: 'Ahmed', phone: '90000001', tags: ['vip'] });
  await api.customers.create({ type: 'stub', name: 'Basma', phone: '90000002', tags: ['vip', 'hotel'] });
  await api.customers.create({ type: 'guest', name: 'Camila' });
};

test('every filter is a chip and in the address; Back takes it away, and so does its chip', async ({
  page,
  business,
}) => {
  await three(business);
  await signIn(page, business.owner);
  await filtersButton(page).click();
  const form = page.getByRole('dialog', { name: t.filter.more });
  await form.getByLabel(t.filter.tag).fill('vip');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveText(['Basma', 'Ahmed']);
  await form.getByLabel(t.field.phoneVerified).selectOption('false');
  await form.getByLabel(t.filter.hasPoints).selectOption('false');
  await form.getByLabel(t.filter.createdFrom).fill('2020-01-01');
  await form.getByLabel(t.filter.createdTo).fill('2099-12-31');
  await expect(page).toHaveURL(
    /\?tag=vip&verified=false&createdFrom=2020-01-01&createdTo=2099-12-31&hasPoints=false$/,
  );
  await expect(filtersButton(page)).toContainText('5');
  await page.keyboard.press('Escape');
  await expect(filtersButton(page)).toBeFocused();
  await expect(chips(page)).toHaveCount(5);
  await expect(chips(page).nth(2)).toContainText('1 Jan 2020');
  await expect(rows(page)).toHaveCount(2);

  await page.goBack();
  await page.goBack();
  await expect(chips(page)).toHaveCount(3);
  await page.reload();
  await expect(rows(page)).toHaveText(['Basma', 'Ahmed']);
  await chips(page).filter({ hasText: 'vip' }).getByRole('button').click();
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('button', { name: t.filter.clear }).click();
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
  await expect(chips(page)).toHaveCount(0);
});

test('nobody found among the active: one touch looks among the inactive', async ({ page, business }) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await business.api.customers.deactivate(sara.id);
  await signIn(page, business.owner, '/dashboard/customers?search=Sara&type=stub');
  await expect(page.getByRole('main')).toContainText(`${t.field.profileStatus}: ${t.type.stub}`);
  await page.getByRole('button', { name: t.empty.alsoInactive }).click();
  await expect(rows(page)).toHaveText([/Sara/]);
  await expect(page).toHaveURL(/status=all/);
});

test('the heads of the columns sort, and once more the other way', async ({ page, business }) => {
  await three(business);
  await signIn(page, business.owner);
  const head = page.getByRole('columnheader', { name: t.field.name });
  await head.getByRole('button').click();
  await expect(rows(page)).toHaveText(['Ahmed', 'Basma', 'Camila']);
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await head.getByRole('button').press('Enter');
  await expect(rows(page)).toHaveText(['Camila', 'Basma', 'Ahmed']);
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/\?sort=-name$/);
  await page.goBack();
  await expect(rows(page)).toHaveText(['Ahmed', 'Basma', 'Camila']);
});

test('the columns that somebody chooses are in the address', async ({ page, business }) => {
  await three(business);
  await signIn(page, business.owner);
  const heads = page.getByRole('columnheader');
  await page.getByRole('button', { name: t.columns.title }).click();
  const chooser = page.getByRole('dialog', { name: t.columns.title });
  await chooser.getByLabel(t.field.tags).check();
  await chooser.getByLabel(t.field.email).uncheck();
  await expect(heads).toHaveText([
    t.field.customerNumber,
    t.field.name,
    t.field.phone,
    t.field.profileStatus,
    t.field.tags,
    t.field.createdAt,
  ]);
  await expect(page.getByRole('cell', { name: 'vip, hotel' })).toBeVisible();
  await page.reload();
  await expect(heads.nth(4)).toHaveText(t.field.tags);
  await page.getByRole('button', { name: t.columns.title }).click();
  await chooser.getByRole('button', { name: t.columns.reset }).click();
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
  await expect(heads.nth(4)).toHaveText(t.field.email);
});

test('a view is saved, shared, renamed and deleted, and a colleague sees each', async ({
  page,
  business,
  server,
  browser,
  baseURL,
}) => {
  await three(business);
  const colleague = await server.createMember(business.id, 'staff', 'Khalid');
  const elsewhere = await browser.newContext({ baseURL: baseURL!, locale: 'en' });
  const other = await elsewhere.newPage();
  await signIn(other, colleague);

  await signIn(page, business.owner);
  await expect(page.getByRole('button', { name: t.views.save })).toHaveCount(0);
  await page.getByLabel(t.field.profileStatus).selectOption('stub');
  await page.getByLabel(t.filter.sortBy).selectOption('name');
  await page.getByRole('button', { name: t.views.save }).click();
  await page.keyboard.type('Stubs by name');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(viewsButton(page)).toHaveText('Stubs by name');
  await expect(page.getByRole('button', { name: t.views.save })).toHaveCount(0);

  const seenByOther = async (names: string[]) => {
    await viewsButton(other).click();
    const menu = other.getByRole('dialog');
    await expect(menu).toBeVisible();
    await expect(menu.getByRole('link')).toHaveText(names.map((name) => new RegExp(`^${name}`)));
    await menu.press('Escape');
    await expect(menu).toBeHidden();
  };
  await seenByOther([]);

  await viewsButton(page).click();
  await page.getByRole('button', { name: t.views.manage }).click();
  const manage = page.getByRole('dialog', { name: t.views.manage });
  await manage.getByRole('checkbox').click();
  await expect(manage.getByRole('checkbox')).toBeChecked();
  await seenByOther(['Stubs by name']);
  await viewsButton(other).click();
  await other.getByRole('link', { name: /Stubs by name/ }).click();
  await expect(other).toHaveURL(/\?type=stub&sort=name$/);
  await expect(rows(other)).toHaveText(['Ahmed', 'Basma']);
  // Another's view: seen, not managed.
  await viewsButton(other).click();
  await other.getByRole('button', { name: t.views.manage }).click();
  await expect(other.getByRole('dialog', { name: t.views.manage })).toContainText(t.views.none);
  await other.keyboard.press('Escape');

  await manage.getByRole('textbox').fill('All stubs');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'All stubs' }).first()).toBeAttached();
  await seenByOther(['All stubs']);

  await manage.getByRole('button', { name: /^Delete/ }).click();
  await manage.getByRole('button', { name: t.views.deleteYes, exact: true }).click();
  await expect(manage.getByRole('textbox')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(viewsButton(page)).toHaveText(t.views.title);
  await seenByOther([]);
  await elsewhere.close();
});

test('views are put in another order with the keyboard', async ({ page, business }) => {
  const signedIn = () => signIn(page, business.owner);
  await signedIn();
  const save = async (name: string, type: string) => {
    await page.getByLabel(t.field.profileStatus, { exact: true }).selectOption(type);
    await page.getByRole('button', { name: t.views.save }).click();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(viewsButton(page)).toHaveText(name);
  };
  await save('First', 'guest');
  await save('Second', 'stub');
  await save('Third', 'full');
  await viewsButton(page).click();
  await page.getByRole('button', { name: t.views.manage }).click();
  const manage = page.getByRole('dialog', { name: t.views.manage });
  const names = () =>
    manage.getByRole('textbox').evaluateAll((all) => all.map((box) => (box as HTMLInputElement).value));
  const up = manage.getByRole('button', { name: /Move .*Third.* up/ });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['First', 'Third', 'Second']);
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['Third', 'First', 'Second']);
  await expect(up).toBeFocused();
  await expect(up).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  expect(await names()).toEqual(['Third', 'First', 'Second']);
});

test.describe('with an Arabic keyboard', () => {
  test.use({ locale: 'ar' });

  test('Arabic digits find a phone by all of them and by the last', async ({ page, business }) => {
    await business.api.customers.create({ type: 'stub', name: 'سارة', phone: '90123456' });
    await business.api.customers.create({ type: 'stub', name: 'أحمد', phone: '90000001' });
    await signIn(page, business.owner);
    for (const typed of ['٩٠١٢٣٤٥٦', '٣٤٥٦', '۳۴۵۶']) {
      await page.getByRole('searchbox').fill(typed);
      await expect(rows(page)).toHaveText(['سارة']);
    }
    await page.getByRole('searchbox').fill('٩٩٩٩٩٩');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').locator('input[name="name"]')).toBeFocused();
  });
});

test('who is only similar to what was typed is marked, comes last, and is not opened unseen', async ({
  page,
  business,
}) => {
  await business.api.customers.create({ type: 'stub', name: 'Mohammed Salim', phone: '90000001' });
  await business.api.customers.create({ type: 'stub', name: 'Muhammad Nasser', phone: '90000002' });
  await business.api.customers.create({ type: 'stub', name: 'Mohammed Ali', phone: '90000003' });
  await signIn(page, business.owner);
  await page.getByRole('searchbox').fill('mohammed');
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).nth(2)).toHaveText(`Muhammad Nasser${t.customers.similar}`);
  await expect(page.getByText(t.customers.similar, { exact: true })).toHaveCount(1);
  await page.getByRole('searchbox').fill('mohamad naser');
  await page.keyboard.press('Enter');
  await expect(rows(page).first()).toHaveText(`Muhammad Nasser${t.customers.similar}`);
  await expect(rows(page).first()).toBeFocused();
});

test('a page in the middle leads both ways, also without the pages before it', async ({
  page,
  business,
  context,
}) => {
  for (let at = 1; at <= 60; at += 1) {
    await business.api.customers.create({ type: 'guest', name: `Customer ${String(at).padStart(3, '0')}` });
  }
  await signIn(page, business.owner, '/dashboard/customers?sort=createdAt');
  const next = page.getByRole('button', { name: t.pager.next });
  const previous = page.getByRole('button', { name: t.pager.previous });
  await expect(previous).toBeDisabled();
  await next.click();
  await expect(pager(page)).toContainText('26–50 of 60');
  await next.click();
  await expect(rows(page).first()).toHaveText('Customer 051');
  await expect(next).toBeDisabled();
  const shared = await context.newPage();
  await shared.goto(page.url());
  await shared.getByRole('button', { name: t.pager.previous }).click();
  await expect(rows(shared).first()).toHaveText('Customer 026');
  await expect(pager(shared)).toContainText('26–50 of 60');
  await shared.getByRole('button', { name: t.pager.next }).click();
  await expect(rows(shared).first()).toHaveText('Customer 051');
});

test('each number at a glance leads to the list of those whom it counts', async ({
  page,
  business,
  server,
}) => {
  const { api } = business;
  const kept = await api.customers.create({ type: 'guest', name: 'Aisha' });
  const gone = await api.customers.create({ type: 'guest', name: 'Badr' });
  await api.customers.create({ type: 'stub', name: 'Camila', phone: '90123456' });
  await api.customers.deactivate(gone.id);
  await server.asOwner(
    `update org_customers_mst set created_at = created_at - interval '40 days' where id = $1`,
    [kept.id],
  );
  await signIn(page, business.owner);
  for (const [name, names] of [
    ['total', ['Camila', 'Badr', 'Aisha']],
    ['newThisMonth', ['Camila', 'Badr']],
    ['guest', ['Badr', 'Aisha']],
    ['stub', ['Camila']],
    ['full', []],
    ['inactive', ['Badr']],
  ] as const) {
    const card = page.getByRole('link', { name: saying(`${t.statistics[name]}: ${names.length}`) });
    await card.click();
    await expect(card).toHaveAttribute('aria-current', 'page');
    await expect(rows(page)).toHaveText(names.map((each) => new RegExp(`^${each}`)));
  }
  await page.goBack();
  await expect(page).toHaveURL(/\?status=all&type=full$/);
});

test('the chart of new customers has the right numbers, and says them in a table', async ({
  page,
  business,
  server,
}) => {
  const days = [0, 0, 3, 29, 40];
  for (const daysAgo of days) {
    const { id } = await business.api.customers.create({ type: 'guest' });
    await server.asOwner(
      `update org_customers_mst set created_at = created_at - $2 * interval '1 day' where id = $1`,
      [id, daysAgo],
    );
  }
  await signIn(page, business.owner);
  const bars = page.locator('rect[data-bar]');
  const created = (all: Element[]) => all.map((bar) => Number(bar.getAttribute('data-value')));
  const expected = Array.from(
    { length: 30 },
    (_, at) => days.filter((daysAgo) => daysAgo === 29 - at).length,
  );
  await expect(bars).toHaveCount(30);
  expect(await bars.evaluateAll(created)).toEqual(expected);

  await page.getByRole('button', { name: t.arrivals.short }).click();
  const dialog = page.getByRole('dialog', { name: t.arrivals.title });
  await expect(dialog).toContainText(`${t.arrivals.sum} 4`);
  await dialog.getByText(t.chart.asTable).click();
  const cells = dialog.getByRole('cell');
  expect((await cells.allTextContents()).map(Number)).toEqual(expected.toReversed());
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: t.arrivals.short })).toBeFocused();

  // Somebody new is in it at once.
  await page.keyboard.press('n');
  await page.getByRole('button', { name: t.create.asGuest }).click();
  await expect(bars.last()).toHaveAttribute('data-value', '3');
});

test.describe('a phone that belonged to somebody who is inactive', () => {
  const former = async ({ api }: Business) => {
    const sara = await api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
    await api.customers.deactivate(sara.id);
    return sara;
  };
  const startAdding = async (page: Page) => {
    const dialog = page.getByRole('dialog');
    await page.keyboard.press('n');
    await expect(dialog.locator('input[name="phone"]')).toBeFocused();
    await page.keyboard.type('9012 3456');
    return dialog;
  };

  test('offers to restore them instead', async ({ page, business }) => {
    const sara = await former(business);
    await signIn(page, business.owner);
    const dialog = await startAdding(page);
    await expect(dialog).toContainText('Sara');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: t.create.restoreInstead }).click();
    await expect(dialog).toBeHidden();
    await expect(rows(page)).toHaveText(['Sara']);
    expect(await business.api.customers.get(sara.id)).toMatchObject({ isActive: true });
    expect(await business.api.customers.statistics()).toMatchObject({ total: 1, active: 1 });
  });

  test('is asked about before anybody is added, also when the offer came just before Enter', async ({
    page,
    business,
  }) => {
    await former(business);
    await signIn(page, business.owner);
    const dialog = await startAdding(page);
    await dialog.locator('input[name="name"]').fill('Omar');
    await expect(dialog.getByRole('button', { name: t.create.restoreInstead })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: t.create.asNew })).toBeVisible();
    expect(await business.api.customers.statistics()).toMatchObject({ total: 1 });
  });

  test('is offered before anybody is added, however fast Enter comes; once more adds', async ({
    page,
    business,
  }) => {
    await former(business);
    await signIn(page, business.owner);
    const dialog = await startAdding(page);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Omar');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: t.create.asNew })).toBeVisible();
    expect(await business.api.customers.statistics()).toMatchObject({ total: 1 });
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    expect(await business.api.customers.statistics()).toMatchObject({ total: 2, active: 1 });
  });

  test('who was restored meanwhile has it: nobody is added', async ({ page, business }) => {
    const sara = await former(business);
    await signIn(page, business.owner);
    const dialog = await startAdding(page);
    await dialog.locator('input[name="name"]').fill('Omar');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: t.create.asNew })).toBeVisible();
    await business.api.customers.restore(sara.id);
    await page.keyboard.press('Enter');
    await expect(dialog).toContainText(t.create.taken);
    await expect(dialog.getByRole('button', { name: t.create.restoreInstead })).toHaveCount(0);
    expect(await business.api.customers.statistics()).toMatchObject({ total: 1 });
  });

  test('given to another meanwhile, it is said who has it now', async ({ page, business }) => {
    await former(business);
    await signIn(page, business.owner);
    const dialog = await startAdding(page);
    const restore = dialog.getByRole('button', { name: t.create.restoreInstead });
    await expect(restore).toBeVisible();
    const omar = await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90123456' });
    await restore.click();
    await dialog.getByRole('alert').getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`/customers/${omar.id}$`));
  });

  test('is told to staff, who may only add', async ({ page, business, server }) => {
    await former(business);
    await signIn(page, await server.createMember(business.id, 'staff'));
    const dialog = await startAdding(page);
    await expect(dialog).toContainText(t.create.formerAsk);
    await expect(dialog.getByRole('button', { name: t.create.restoreInstead })).toHaveCount(0);
    await dialog.locator('input[name="name"]').fill('Omar');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: t.create.asNew }).click();
    await expect(dialog).toBeHidden();
    await expect(rows(page)).toHaveText(['Omar']);
  });
});

test('filtered as well, at least 18 rows are in view at 1280 × 800', async ({ page, business }) => {
  for (let at = 1; at <= 25; at += 1)
    await business.api.customers.create({ type: 'guest', name: `Guest ${at}` });
  await signIn(page, business.owner, '/dashboard/customers?type=guest&verified=false');
  await expect(rows(page)).toHaveCount(25);
  await expect(chips(page)).toHaveCount(2);
  const bottom = (await pager(page).boundingBox())!.y;
  const visible = await page
    .locator('tbody tr')
    .evaluateAll((all, end) => all.filter((row) => row.getBoundingClientRect().bottom <= end).length, bottom);
  expect(visible).toBeGreaterThanOrEqual(18);
});

// Each language and each scheme once: axe looks at the page six times here.
for (const [language, colorScheme] of [
  ['en', 'light'],
  ['ar', 'dark'],
] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ locale: language, colorScheme });

    test('axe finds nothing on filters, chips, columns, views and the chart', async ({ page, business }) => {
      const said = texts[language];
      await three(business);
      await business.api.views.create({ name: 'VIP', filters: { tag: 'vip' }, shared: true });
      await signIn(page, business.owner, '/dashboard/customers?tag=vip&columns=customerNumber,phone,tags');
      await expect(rows(page)).toHaveCount(2);
      for (const name of [said.filter.more, said.columns.title, said.views.title]) {
        await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press('Escape');
      }
      await page.getByRole('button', { name: said.views.title }).click();
      await page.getByRole('button', { name: said.views.manage }).click();
      await expect(page.getByRole('textbox', { name: /VIP/ })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: said.views.save }).click();
      await expect(page.getByRole('dialog').getByRole('checkbox')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: said.arrivals.short }).click();
      await expect(page.getByRole('dialog').locator('rect')).toHaveCount(30);
      await expectAccessible(page);
    });
  });
}

test.describe('at 390 px', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('filters and views fit, and the type is among the filters', async ({ page, business }) => {
    await three(business);
    await signIn(page, business.owner);
    await filtersButton(page).click();
    await page.getByRole('dialog').getByLabel(t.field.profileStatus).selectOption('guest');
    await expect(page.getByRole('main').getByRole('link', { name: /Camila/ })).toBeVisible();
    await expectNothingSideways(page);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await viewsButton(page).click();
    await expectNothingSideways(page);
    await expectAccessible(page);
  });
});
