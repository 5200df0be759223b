import { expect, expectAccessible, languages, signIn, test, texts } from './fixtures.ts';

/** Milliseconds between the keys of somebody who types well and looks at a customer meanwhile. */
const delay = 120;

const typed = {
  en: { phone: '90123456', name: 'Sara Al Balushi', other: 'Omar', otherPhone: '90 000 001', last: '3456' },
  ar: { phone: '٩٠١٢٣٤٥٦', name: 'سارة البلوشية', other: 'عمر', otherPhone: '٩٠٠٠٠٠٠١', last: '٣٤٥٦' },
} as const;

for (const language of languages) {
  test.describe(`at the counter, in ${language}`, () => {
    test.use({ locale: language });
    const t = texts[language];
    const { phone, name, other, otherPhone, last } = typed[language];

    test('staff begin there; a stub costs at most four keys beyond its characters and a customer who is here three; the owner sees how long it took', async ({
      page,
      business,
      server,
    }) => {
      const keys = page.keyboard;
      let pressed = 0;
      const press = async (key: string) => {
        pressed += 1;
        await keys.press(key);
      };
      const field = page.getByRole('combobox', { name: t.counter.label });
      const dialog = page.getByRole('dialog');
      const done = page.getByRole('alert').filter({ hasText: 'CUST-00001' });

      await signIn(page, await server.createMember(business.id, 'staff'), '/');
      await expect(page).toHaveURL(/\/dashboard\/counter$/);
      await expect(field).toBeFocused();
      await expectAccessible(page);

      const begun = performance.now();
      await keys.type(phone, { delay });
      await press('Enter');
      await keys.type(name, { delay });
      await press('Enter');
      await expect(done).toBeVisible();
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      process.stdout.write(
        `time-to-stub, ${language}, ${delay} ms a key: ${seconds} s, ${pressed} keys more\n`,
      );
      expect(pressed).toBeLessThanOrEqual(4);
      await expect(dialog).toBeHidden();
      await expect(field).toHaveValue('');
      await expect(field).toBeFocused();

      pressed = 0;
      await keys.type(other);
      await press('Enter');
      await expect(dialog.locator('input[name="name"]')).toHaveValue(other);
      await expect(dialog.locator('input[name="phone"]')).toBeFocused();
      await keys.type(otherPhone);
      await press('Enter');
      expect(pressed).toBeLessThanOrEqual(4);
      await expect(page.getByRole('alert').filter({ hasText: 'CUST-00002' })).toBeVisible();
      await expect(field).toBeFocused();
      const { data } = await business.api.customers.list({ sort: 'customerNumber' });
      expect(data.map((customer) => [customer.name, customer.phone])).toEqual([
        [name, '+96890123456'],
        [other, '+96890000001'],
      ]);

      pressed = 0;
      await keys.type(last);
      await expect(page.getByRole('option')).toHaveCount(2);
      await expect(page.getByRole('option', { selected: true })).toContainText('CUST-00001');
      await expectAccessible(page);
      await press('Enter');
      expect(pressed).toBeLessThanOrEqual(3);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);

      await keys.press('c');
      await expect(field).toBeFocused();
      // Somebody else of a name that is here: up from the first hit is the last choice, which adds.
      await keys.type(other);
      await expect(page.getByRole('option', { selected: true })).toContainText('CUST-00002');
      await keys.press('ArrowUp');
      await keys.press('Enter');
      await expect(dialog.locator('input[name="phone"]')).toBeFocused();
      await keys.press('Escape');
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(other);
      await keys.press('Escape');
      await expect(field).toHaveValue('');

      await expect.poll(async () => (await business.api.counter.times()).stubs).toBe(2);
      const { people } = await business.api.counter.times();
      expect(people).toHaveLength(1);
      expect(people[0]!.medianMilliseconds).toBeGreaterThan(0);
    });
  });
}

test('whoever types on while the answer is on its way types into the form, and nobody similar is opened unseen', async ({
  page,
  business,
}) => {
  const muhammad = await business.api.customers.create({ type: 'stub', name: 'Muhammad', phone: '90000001' });
  await signIn(page, business.owner, '/dashboard/counter');
  const field = page.getByRole('combobox', { name: texts.en.counter.label });
  const dialog = page.getByRole('dialog');
  const answers: (() => void)[] = [];
  await page.route('**/api/v1/customers?*limit=8*', async (route) => {
    await new Promise<void>((answer) => answers.push(answer));
    await route.continue();
  });
  await page.keyboard.type('90123456');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Sara Al B');
  await expect(field).toHaveValue('90123456Sara Al B');
  await expect.poll(() => answers.length).toBe(1);
  answers[0]!();
  await expect(dialog.locator('input[name="phone"]')).toHaveValue('90123456');
  await expect(dialog.locator('input[name="name"]')).toBeFocused();
  await page.keyboard.type('alushi');
  await expect(dialog.locator('input[name="name"]')).toHaveValue('Sara Al Balushi');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(field).toHaveValue('');
  await expect(field).toBeFocused();
  await page.unroute('**/api/v1/customers?*limit=8*');

  await page.keyboard.type('Mohammed');
  const options = page.getByRole('option');
  await expect(options.first()).toContainText(texts.en.customers.similar);
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/customers/${muhammad.id}$`));

  await page.goto('/dashboard/customers');
  await page.getByRole('button', { name: texts.en.arrivals.short }).click();
  const person = dialog.getByRole('row').filter({ hasText: business.owner.name });
  await expect(person.getByRole('cell')).toHaveText(['1', /^[\d.,]+s$/]);
});
