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

for (const language of languages) {
  test.describe(`at 390 px, in ${language}`, () => {
    test.use({ locale: language, viewport: { width: 390, height: 844 } });
    const t = texts[language];

    test('the list has the screen, its figures a line; a customer is a card with name, phone and a call; nothing scrolls sideways', async ({
      page,
      business,
    }) => {
      const sara = await business.api.customers.create({
        type: 'stub',
        name: 'Sara Al Balushi',
        name2: 'سارة البلوشية',
        phone: '90123456',
        email: 'sara.with.a.long.address@subdomain.example.com',
      });
      await business.api.customers.create({ type: 'guest' });
      await signIn(page, business.owner);
      const card = page.getByRole('listitem').filter({ hasText: 'Sara' });
      await expect(card).toContainText('+96890123456');
      await expect(card.locator('a[href="tel:+96890123456"]')).toBeVisible();
      await expect(page.locator('table')).toHaveCount(0);
      await expectNothingSideways(page);
      await expectAccessible(page);
      const first = page.getByRole('main').getByRole('listitem').first();
      expect((await first.boundingBox())!.y).toBeLessThan(844 / 4);
      const glance = page.getByRole('button', { name: saying(`${t.statistics.total} 2`) });
      await glance.click();
      const dialog = page.getByRole('dialog', { name: t.statistics.label });
      await expect(dialog.getByRole('definition')).toHaveText(['2', '2', '1', '1', '0', '0']);
      await expect(dialog.locator('rect')).toHaveCount(30);
      await expectNothingSideways(page);
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(glance).toBeFocused();

      await card.locator('[data-row]').click();
      await expect(page).toHaveURL(new RegExp(sara.id));
      await expect(page.locator('input[name="phone"]')).toBeVisible();
      await expectNothingSideways(page);
      await expectAccessible(page);
      await page.keyboard.press('n');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNothingSideways(page);
      await page.goto('/setup?token=wrong');
      await expect(page.getByRole('alert')).toBeVisible();
      await expectNothingSideways(page);
    });
  });
}

test.describe('from right to left', () => {
  test.use({ locale: 'ar' });

  test('a phone, an e-mail and a number are not turned round, and the columns stand under their heads', async ({
    page,
    business,
  }) => {
    const sara = await business.api.customers.create({
      type: 'stub',
      name: 'سارة البلوشية',
      phone: '90123456',
      email: 'sara@example.com',
    });
    await signIn(page, business.owner);
    for (const text of ['+96890123456', 'sara@example.com', 'CUST-00001']) {
      const place = page.locator('tbody bdi', { hasText: text });
      await expect(place).toHaveAttribute('dir', 'ltr');
      // Where the first and the last letter stand on the screen, not what the markup says.
      const [first, last] = await place.evaluate((element) => {
        const node = element.firstChild!;
        const x = (at: number) => {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect().left;
        };
        return [x(0), x(node.textContent!.length - 1)];
      });
      expect(first).toBeLessThan(last!);
    }
    const heads = await page
      .locator('thead tr > *')
      .evaluateAll((all) => all.map((th) => th.getBoundingClientRect().right));
    const cells = await page
      .locator('tbody td')
      .evaluateAll((all) => all.map((td) => td.getBoundingClientRect().right));
    expect(cells).toEqual(heads);
    expect(heads[0]).toBeGreaterThan(heads[1]!);

    const long = 'Abdulrahman bin Mohammed bin Abdullah bin Sulaiman Al Harthy Al Busaidi Al Wahaibi';
    await business.api.customers.create({ type: 'stub', name: long, phone: '90000001' });
    const beginning = await page.locator('tbody [data-row]', { hasText: long }).evaluate((link) => {
      const range = document.createRange();
      range.setStart(link.querySelector('bdi')!.firstChild!, 0);
      range.setEnd(range.startContainer, 1);
      return range.getBoundingClientRect().left - link.getBoundingClientRect().left;
    });
    expect(beginning).toBeGreaterThanOrEqual(0);
    await expect(page.getByRole('main')).not.toContainText(/[٠-٩]/);

    await page.goto(`/dashboard/customers/${sara.id}`);
    for (const name of ['phone', 'email']) {
      await expect(page.locator(`input[name="${name}"]`)).toHaveCSS('direction', 'ltr');
    }
    await expect(page.getByRole('main')).not.toContainText(/[٠-٩]/);
  });
});
