import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { startTestServer } from '../server/testing/start-test-server.ts';
import {
  expect,
  expectAccessible,
  expectFits,
  expectSaved,
  languages,
  openTab,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const cards = (page: Page) => page.locator('main [data-address]');
const place = (page: Page) => page.getByRole('dialog').locator('input[name="place"]');
const paste = async (page: Page, text: string) => {
  await place(page).focus();
  await place(page).evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    // What the page does not take over, a browser puts in.
    if (field.dispatchEvent(event)) document.execCommand('insertText', false, text);
  }, text);
};

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language, colorScheme: language === 'ar' ? 'dark' : 'light' });
    const t = texts[language];

    test('an address is added, changed, made the default, removed, brought back, and all of it told, with the keyboard alone', async ({
      page,
      business,
    }) => {
      const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
      const keys = page.keyboard;
      const dialog = page.getByRole('dialog');
      await page.getByRole('main').getByRole('link', { name: t.address.title }).focus();
      await keys.press('Enter');
      await expect(page).toHaveURL(/\/addresses$/);
      await expect(page.getByText(t.address.none)).toBeVisible();
      await expectAccessible(page);

      const add = page.getByRole('button', { name: t.address.add });
      await add.focus();
      await keys.press('Enter');
      await expect(dialog.getByRole('heading')).toHaveText(t.address.addTitle);
      await expect(dialog.locator('input[name="label"]')).toBeFocused();
      await dialog.locator('input[name="street"]').focus();
      await keys.type('Way 3021');
      await keys.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(cards(page)).toHaveCount(1);
      await expect(cards(page)).toContainText(t.address.default);
      await expect(add).toBeFocused();

      await keys.press('Enter');
      await dialog.locator('input[name="label"]').focus();
      await keys.type('Office');
      await dialog.locator('input[name="postalCode"]').focus();
      await expect(dialog.locator('input[name="postalCode"]')).toHaveCSS('direction', 'ltr');
      await keys.type('133');
      await dialog.getByRole('combobox', { name: t.field.address.country }).focus();
      await keys.type('الإمارات');
      await keys.press('Enter');
      await dialog.locator('input[name="city"]').focus();
      await keys.type('Dubai');
      await expectAccessible(page);
      await keys.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(cards(page)).toHaveCount(2);
      await expect(cards(page).nth(1)).toContainText('Office');

      const office = cards(page).filter({ hasText: 'Office' });
      await office.getByRole('button', { name: t.address.edit }).focus();
      await keys.press('Enter');
      await expect(dialog.locator('input[name="city"]')).toHaveValue('Dubai');
      await dialog.locator('input[name="city"]').fill('Abu Dhabi');
      const sent = page.waitForRequest((request) => request.method() === 'PATCH');
      await keys.press('Enter');
      expect((await sent).postDataJSON()).toEqual({ city: 'Abu Dhabi' });
      await expect(dialog).toBeHidden();
      await expect(office).toContainText('Abu Dhabi');
      await expect(office.getByRole('button', { name: t.address.edit })).toBeFocused();

      await office.getByRole('button', { name: t.address.makeDefault }).focus();
      await keys.press('Enter');
      await expect(cards(page).first()).toContainText('Office');
      await expect(cards(page).first()).toContainText(t.address.default);
      await expect(page.getByText(t.address.default, { exact: true })).toHaveCount(1);
      await expect(office.getByRole('heading')).toBeFocused();
      await expectAccessible(page);

      await office.getByRole('button', { name: t.address.remove }).focus();
      await keys.press('Enter');
      const undo = page.getByRole('button', { name: t.address.undo });
      await expect(undo).toBeFocused();
      await expect(office).toHaveCount(0);
      await expect(cards(page).first()).toContainText(t.address.default);
      await expectAccessible(page);
      await keys.press('Enter');
      await expect(office).toContainText(t.address.default);
      await expect(office.getByRole('heading')).toBeFocused();
      await expect(undo).toHaveCount(0);

      // Also later, from among the removed ones.
      await office.getByRole('button', { name: t.address.remove }).press('Enter');
      await expect(undo).toBeFocused();
      await page.reload();
      await expect(cards(page)).toHaveCount(1);
      await page.getByRole('button', { name: t.address.removedOnes }).press('Enter');
      await page.getByRole('list', { name: t.address.removedOnes }).getByRole('button').press('Enter');
      // A removed one looks like a card as well: the server knows when it is one.
      await expect
        .poll(async () => (await business.api.addresses.list(sara.id)).data)
        .toMatchObject([
          { label: 'Office', city: 'Abu Dhabi', country: 'AE', isDefault: true },
          { street: 'Way 3021', isDefault: false },
        ]);

      await openTab(page, t.history.title);
      const history = page.getByRole('region', { name: t.history.title });
      for (const action of [
        'address_added',
        'address_changed',
        'address_removed',
        'address_restored',
      ] as const) {
        await expect(history).toContainText(t.history.action[action]);
      }
      await expect(
        history.getByRole('listitem').filter({ hasText: 'Dubai' }).filter({ hasText: 'Abu Dhabi' }),
      ).not.toHaveCount(0);
      await expect(history).toContainText('Office');
      await expect(history).not.toContainText(/addresses\.|isDefault|postalCode/);
      await expectAccessible(page);
    });

    test('at 390 and 320 px cards, dialog and map fit', async ({ page, business }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      const sara = await business.api.customers.create({
        type: 'stub',
        name: 'Sara',
        phone: '90123456',
        addresses: [
          {
            street: 'A street with a name that does not want to end, ever, on any of the signs',
            area: 'الخوير',
            city: 'Muscat',
            postalCode: '133',
            latitude: 23.588,
            longitude: 58.3829,
            deliveryNotes:
              'https://example.com/a-very-long-address-without-any-place-to-break-it-in-two-lines',
          },
        ],
      });
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}/addresses`);
      await expect(cards(page)).toHaveCount(1);
      await expectFits(page);
      await page.getByRole('button', { name: t.address.edit, exact: true }).click();
      await expect(page.getByRole('button', { name: t.place.pin })).toBeVisible();
      await expectFits(page);
      await expect(place(page)).toHaveCSS('direction', 'ltr');
      await expectAccessible(page);
    });
  });
}

const t = texts.en;

test('what was typed in the profile stays while other tabs are looked at, and each tab has an address', async ({
  page,
  business,
}) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.locator('main input[name="name2"]').fill('سارة');
  await openTab(page, t.address.title);
  await page.getByRole('button', { name: t.address.add }).click();
  await page.getByRole('dialog').locator('input[name="street"]').fill('Way 1');
  await page.keyboard.press('Enter');
  await expect(cards(page)).toHaveCount(1);
  await openTab(page, t.history.title);
  await expect(page).toHaveURL(/\/history$/);
  await page.goBack();
  await expect(cards(page)).toHaveCount(1);
  await openTab(page, t.customer.profile);
  await expect(page.locator('main input[name="name2"]')).toHaveValue('سارة');
  // The address has made a version of its own, which is no conflict with what was typed.
  await page.keyboard.press('Control+s');
  await expectSaved(page);
  expect(await business.api.customers.get(sara.id)).toMatchObject({ name2: 'سارة', version: 3 });

  await page.locator('main input[name="email"]').fill('sara@');
  await openTab(page, t.history.title);
  await expect(page.getByRole('region', { name: t.history.title })).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.locator('main input[name="email"]')).toBeFocused();
  await openTab(page, t.history.title);
  await expect(page.getByRole('region', { name: t.history.title })).toBeVisible();
});

test('whatever people paste is understood: coordinates, digits of either script, links; a short link is explained', async ({
  page,
  business,
}) => {
  const sara = await business.api.customers.create({ type: 'guest' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}/addresses`);
  await page.getByRole('button', { name: t.address.add }).click();
  for (const [text, written] of [
    [`23°35'16.8"N 58°22'58.44"E`, '23.588, 58.3829'],
    ['٢٣٫٥٩، ٥٨٫٤١', '23.59, 58.41'],
    ['موقعي https://maps.google.com/?q=23.6,58.5', '23.6, 58.5'],
    ['https://www.openstreetmap.org/?mlat=23.7&mlon=58.6#map=17/1/1', '23.7, 58.6'],
  ] as const) {
    await place(page).fill('');
    await paste(page, text);
    await expect(place(page)).toHaveValue(written);
  }
  await place(page).fill('');
  await paste(page, 'https://maps.app.goo.gl/AbCdEf');
  await expect(page.getByText(t.place.short_link)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(place(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(place(page)).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('23.588N 58.3829E');
  await page.keyboard.press('Enter');
  await expect(cards(page)).toHaveCount(1);
  expect((await business.api.addresses.list(sara.id)).data).toMatchObject([
    { latitude: 23.588, longitude: 58.3829 },
  ]);
});

test('without map pictures the pin is set and moved by keyboard, mouse and the device, and nothing else is asked', async ({
  page,
  business,
  context,
  server,
}) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      foreign.push(request.url());
  });
  await business.api.tenant.update({ position: { latitude: 23.5859, longitude: 58.4059 } });
  const sara = await business.api.customers.create({ type: 'guest' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}/addresses`);
  await page.getByRole('button', { name: t.address.add }).click();
  await expect(page.getByText(t.place.noTiles)).toBeVisible();
  const pin = page.getByRole('button', { name: t.place.pin });
  await expect(pin).toHaveCount(0);
  await page.getByRole('button', { name: t.place.pinHere }).press('Enter');
  await expect(pin).toBeVisible();
  // It begins around the branch.
  await expect(place(page)).toHaveValue(/^23\.58\d*, 58\.40\d*$/);
  const read = async () => (await place(page).inputValue()).split(', ').map(Number) as [number, number];

  const before = await read();
  await pin.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await read())[0]).toBeGreaterThan(before[0]);
  const moved = await read();
  await expect.poll(async () => (await read())[1]).toBeGreaterThan(before[1]);
  await expect(pin).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(async () => (await read())[0]).toBeLessThan(moved[0]);
  expect((await read())[0]).toBeGreaterThan(before[0]);

  const box = (await pin.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await read())[1]).toBeGreaterThan(moved[1]);

  await page.getByRole('button', { name: t.place.locate }).click();
  await expect(page.getByText(t.place.notLocated)).toBeVisible();
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 23.6, longitude: 58.5 });
  await page.getByRole('button', { name: t.place.locate }).click();
  await expect(place(page)).toHaveValue('23.6, 58.5');
  await expect(page.getByText(t.place.notLocated)).toHaveCount(0);

  await place(page).focus();
  await page.keyboard.press('Enter');
  await expect(cards(page)).toContainText(/9\.7 km/);
  expect(foreign).toEqual([]);
});

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

test('map pictures come from the host that is set up and from no other, and when it is gone the pin still works', async ({
  browser,
}) => {
  const asked: { url: string; referer: string | undefined }[] = [];
  const tiles = createServer((request, response) => {
    asked.push({ url: request.url!, referer: request.headers.referer });
    response.writeHead(200, { 'content-type': 'image/png' }).end(pixel);
  });
  const other = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'image/png' }).end(pixel),
  );
  const listening = (server: typeof tiles) =>
    new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    );
  const [tilesPort, otherPort] = [await listening(tiles), await listening(other)];
  const server = await startTestServer({
    MAP_TILES_URL: `http://127.0.0.1:${tilesPort}/{z}/{x}/{y}.png`,
    MAP_ATTRIBUTION: '© Cartographers https://example.com/copyright',
  });
  try {
    const business = await server.createTenant();
    const { createRegulars } = await import('@regulars/sdk');
    const api = createRegulars({ baseUrl: server.url, token: await server.token(business.id, 'owner') });
    const sara = await api.customers.create({
      type: 'guest',
      addresses: [{ label: 'Home', latitude: 23.588, longitude: 58.3829 }],
    });
    const context = await browser.newContext({ baseURL: server.url });
    const page = await context.newPage();
    await signIn(page, business.owner, `/dashboard/customers/${sara.id}/addresses`);
    await expect(cards(page)).toHaveCount(1);
    // Only the dialog asks for the map.
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: t.address.edit, exact: true }).click();
    await expect(page.locator('img.leaflet-tile-loaded').first()).toBeVisible();
    await expect(page.getByRole('link', { name: '© Cartographers' })).toHaveAttribute(
      'href',
      'https://example.com/copyright',
    );
    expect(asked[0]!.url).toMatch(/^\/17\/\d+\/\d+\.png$/);
    // The makers of the map learn whose page it is, and not which customer.
    expect(new Set(asked.map(({ referer }) => referer))).toEqual(new Set([`${server.url}/`]));
    await expect(page.getByText(t.place.unreachable)).toHaveCount(0);
    await expectAccessible(page);
    const refused = await page.evaluate(
      (url) =>
        new Promise<string[]>((resolve) => {
          const directives: string[] = [];
          document.addEventListener('securitypolicyviolation', (event) => {
            directives.push(event.effectiveDirective);
            if (directives.length === 3) resolve(directives.toSorted());
          });
          new Image().src = url;
          document.head.append(Object.assign(document.createElement('style'), { textContent: 'body {}' }));
          document.body.insertAdjacentHTML('beforeend', '<i style="color: red"></i>');
        }),
      `http://127.0.0.1:${otherPort}/1/1/1.png`,
    );
    expect(refused).toEqual(['img-src', 'style-src-attr', 'style-src-elem']);

    tiles.closeAllConnections();
    await new Promise((closed) => tiles.close(closed));
    await page.reload();
    await page.getByRole('button', { name: t.address.edit, exact: true }).click();
    await expect(page.getByText(t.place.unreachable)).toBeVisible();
    const before = await place(page).inputValue();
    await page.getByRole('button', { name: t.place.pin }).press('ArrowLeft');
    await expect(place(page)).not.toHaveValue(before);
    await context.close();
  } finally {
    if (tiles.listening) tiles.close();
    other.close();
    await server.stop();
  }
});

test('when a colleague changed the same address meanwhile, it says what, and nothing that was typed is lost', async ({
  page,
  business,
}) => {
  const sara = await business.api.customers.create({
    type: 'guest',
    addresses: [{ street: 'Way 1', city: 'Muscat' }],
  });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}/addresses`);
  await page.getByRole('button', { name: t.address.edit, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[name="street"]').fill('Way 2');
  // Something else of the customer is no conflict; the same address is.
  await business.api.customers.update(sara.id, { notes: 'x' });
  await business.api.addresses.update(sara.id, sara.addresses[0]!.id, { city: 'Muttrah' });
  await dialog.locator('input[name="street"]').press('Enter');
  const alert = dialog.getByRole('alert');
  await expect(alert).toContainText(t.address.changedMeanwhile);
  await expect(alert).toContainText(t.field.address.city);
  await expect(dialog.locator('input[name="city"]')).toHaveValue('Muttrah');
  await expect(dialog.locator('input[name="street"]')).toHaveValue('Way 2');
  await expectAccessible(page);
  await business.api.customers.update(sara.id, { notes: 'y' });
  await dialog.locator('input[name="street"]').press('Enter');
  await expect(dialog).toBeHidden();
  expect((await business.api.addresses.list(sara.id)).data).toMatchObject([
    { street: 'Way 2', city: 'Muttrah' },
  ]);
});

test('an address is copied as text, also on a page without https', async ({ page, business, context }) => {
  const sara = await business.api.customers.create({
    type: 'guest',
    addresses: [{ label: 'Home', street: 'Way 1', city: 'Muscat', latitude: 23.5, longitude: 58.4 }],
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}/addresses`);
  const copy = page.getByRole('button', { name: t.address.copy });
  for (const isSecure of [true, false]) {
    if (!isSecure) {
      await page.evaluate(() => {
        const { clipboard } = navigator;
        (window as unknown as { kept: Clipboard }).kept = clipboard;
        Object.defineProperty(navigator, 'clipboard', { value: undefined });
      });
    }
    await copy.press('Enter');
    await expect(page.getByText(t.address.copied)).toBeVisible();
    await expect(copy).toBeFocused();
    const text = await page.evaluate(() =>
      ((window as unknown as { kept?: Clipboard }).kept ?? navigator.clipboard).readText(),
    );
    expect(text.split('\n')).toEqual(expect.arrayContaining(['Home', 'Way 1', '23.5, 58.4']));
    await page.evaluate(() => (window as unknown as { kept?: Clipboard }).kept?.writeText(''));
  }
});
