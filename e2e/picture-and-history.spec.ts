import path from 'node:path';
import {
  expect,
  expectAccessible,
  expectNothingSideways,
  languages,
  openTab,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const photo = path.join(import.meta.dirname, '../docs/screenshots/list-en.png');

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language });
    const t = texts[language];

    test('a picture is cropped with the keyboard, shown, and taken away; history narrows to it in its address', async ({
      page,
      business,
    }) => {
      const sara = await business.api.customers.create({
        type: 'stub',
        name: 'Sara Al Balushi',
        phone: '90123456',
      });
      await business.api.addresses.create(sara.id, { street: 'Way 3021' });
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
      const button = page.getByRole('button', { name: t.avatar.change });
      await expect(button.locator('span')).toHaveAttribute('data-initials', 'SB');
      await button.press('Enter');
      const dialog = page.getByRole('dialog', { name: t.avatar.title });
      const save = dialog.getByRole('button', { name: t.avatar.save });
      const choose = dialog.getByLabel(t.avatar.choose);
      await choose.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
      await expect(dialog).toContainText(t.avatar.unreadable);
      await expect(save).toBeDisabled();
      await choose.setInputFiles(photo);
      await expect(save).toBeEnabled();
      await dialog.getByLabel(t.avatar.zoom).press('End');
      await dialog.getByRole('group', { name: t.avatar.part }).press('ArrowRight');
      await expectAccessible(page);
      await expectNothingSideways(page);
      await save.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(button).toBeFocused();
      const image = button.locator('img');
      await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(256);
      const kept = await business.api.avatars.get(sara.id);
      expect(kept.type).toBe('image/jpeg');
      expect((await kept.blob()).size).toBeLessThan(100_000);

      await button.press('Enter');
      await dialog.getByRole('button', { name: t.avatar.remove }).press('Enter');
      await expect(button.locator('span')).toHaveAttribute('data-initials', 'SB');

      await openTab(page, t.history.title);
      const history = page.getByRole('region', { name: t.history.title });
      const entries = history.locator('ol > li');
      await expect(entries).toHaveCount(4);
      await history.getByLabel(t.history.kind).selectOption('avatar');
      await expect(entries).toHaveCount(2);
      await expect(entries.first()).toContainText(t.history.action.avatar_removed);
      await history
        .getByLabel(t.history.person, { exact: true })
        .selectOption({ label: business.owner.name });
      await expect(page).toHaveURL(/history\?kind=avatar&by=/);
      await expect(entries).toHaveCount(2);
      await expectAccessible(page);
      await expectNothingSideways(page);
      await page.reload();
      await expect(entries).toHaveCount(2);
      await history.getByLabel(t.history.kind).selectOption('addresses');
      await expect(history).toContainText(t.history.none);
      await history.getByRole('button', { name: t.filter.clear }).click();
      await expect(entries).toHaveCount(4);
      await history.getByLabel(t.history.to, { exact: true }).fill('2020-01-01');
      await expect(history).toContainText(t.history.none);
      await page.goBack();
      await expect(entries).toHaveCount(4);
    });
  });
}
