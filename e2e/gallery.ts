import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startTestServer } from '../server/testing/start-test-server.ts';
import { chromiumPath } from './chromium-path.ts';
import { exampleBusiness } from './example-business.ts';

/**
 * Pictures of every page, in both languages, light and dark, wide and narrow: `gallery/index.html` shows them side by
 * side. Those that README and guide show go to docs/screenshots.
 */
const root = path.join(import.meta.dirname, '..');
const gallery = path.join(root, 'gallery');
const inDocs = path.join(root, 'docs/screenshots');

type Example = Awaited<ReturnType<typeof exampleBusiness>>;
interface Shot {
  name: string;
  path: (example: Example) => string;
  /** What has to be there. */
  shows: string;
  /** What somebody does before. */
  after?: (page: Page) => Promise<unknown>;
}

const customer = (tab: string) => (example: Example) => `/dashboard/customers/${example.sara}${tab}`;
const file =
  'Name,الهاتف,E-mail\r\nBasma Al Kindi,92345688,\r\nWrong,123,\r\nسالم الحارثي,93333333,salim@example.com\r\n';

const shots: Shot[] = [
  {
    name: 'counter',
    path: () => '/dashboard/counter',
    shows: 'main [role="combobox"]',
    after: async (page) => {
      await page.keyboard.type('sara');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'list', path: () => '/dashboard/customers', shows: '[data-row]' },
  {
    name: 'quick-create',
    path: () => '/dashboard/customers',
    shows: '[data-row]',
    after: async (page) => {
      await page.keyboard.press('n');
      await page.getByRole('dialog').locator('input[name="phone"]').fill('90131375');
      await page.getByRole('dialog').getByRole('link').waitFor();
    },
  },
  { name: 'customer', path: customer(''), shows: 'input[name="phone"]' },
  { name: 'addresses', path: customer('/addresses'), shows: 'main h3' },
  { name: 'orders', path: customer('/orders'), shows: 'main a:has-text("10060")' },
  { name: 'loyalty', path: customer('/loyalty'), shows: 'main a:has-text("10060")' },
  { name: 'history', path: customer('/history'), shows: 'main ol > li' },
  { name: 'duplicates', path: () => '/dashboard/duplicates', shows: '[data-pair]' },
  {
    name: 'merge',
    path: ({ sara, twin }) => `/dashboard/customers/merge?source=${twin}&target=${sara}`,
    shows: 'main button[type="submit"]',
  },
  {
    name: 'import',
    path: () => '/dashboard/customers/import',
    shows: 'main input[type="file"]',
    after: async (page) => {
      await page.locator('input[type="file"]').setInputFiles({
        name: 'customers.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(file),
      });
      await page.locator('main button[type="submit"]').click();
      await page.locator('main tbody tr').first().waitFor();
    },
  },
  { name: 'members', path: () => '/dashboard/members', shows: 'main input[name="invited"]' },
  { name: 'account', path: () => '/dashboard/account', shows: 'main input[name="name"]' },
  { name: 'settings', path: () => '/dashboard/settings', shows: 'input[name="attempts"]' },
];

const widths = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };
const languages = ['en', 'ar'] as const;
const schemes = ['light', 'dark'] as const;

const take = async (browser: Browser, address: string, example: Example) => {
  const { owner } = example;
  for (const language of languages) {
    for (const scheme of schemes) {
      for (const [width, viewport] of Object.entries(widths)) {
        const context = await browser.newContext({
          baseURL: address,
          locale: language,
          colorScheme: scheme,
          timezoneId: 'Asia/Muscat',
          viewport,
        });
        const { email, password } = owner;
        await context.request.post('/api/v1/session', { data: { email, password } });
        for (const shot of shots) {
          // Each in a tab of its own: what was typed on the way to a picture is kept in its tab.
          const page = await context.newPage();
          await page.goto(shot.path(example));
          await page.locator(shot.shows).first().waitFor({ state: 'attached' });
          await shot.after?.(page);
          // Skeletons are what a page shows while it waits; changes are watched for ever, so that the network never rests.
          await page.waitForFunction(
            () => document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]') === null,
          );
          const picture = path.join(gallery, `${shot.name}-${language}-${scheme}-${width}.png`);
          await page.screenshot({ path: picture, animations: 'disabled' });
          if (scheme === 'light' && width === 'wide')
            await copyFile(picture, path.join(inDocs, `${shot.name}-${language}.png`));
          await page.close();
        }
        await context.close();
      }
    }
  }
};

const index = () => {
  const variants = languages.flatMap((language) =>
    schemes.flatMap((scheme) => Object.keys(widths).map((width) => `${language}-${scheme}-${width}`)),
  );
  const rows = shots.map(({ name }) => {
    const pictures = variants.map(
      (variant) =>
        `<a href="${name}-${variant}.png"><img loading="lazy" src="${name}-${variant}.png" alt="${variant}" title="${variant}"></a>`,
    );
    return `<h2>${name}</h2><div>${pictures.join('')}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Regulars</title><style>
body { font: 15px system-ui; margin: 1rem } div { display: flex; flex-wrap: wrap; gap: .5rem; align-items: start }
img { block-size: 20rem; border: 1px solid #8888 }</style>
${rows.join('\n')}\n`;
};

const server = await startTestServer();
const browser = await chromium.launch({
  ...(chromiumPath() && { executablePath: chromiumPath()! }),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await mkdir(gallery, { recursive: true });
  await mkdir(inDocs, { recursive: true });
  await take(browser, server.url, await exampleBusiness(server));
  await writeFile(path.join(gallery, 'index.html'), index());
  process.stdout.write(`${path.join(gallery, 'index.html')}\n`);
} finally {
  await browser.close();
  await server.stop();
}
