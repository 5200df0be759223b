import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { createRegulars, type Regulars } from '@regulars/sdk';
import ar from '../admin/locales/ar.json' with { type: 'json' };
import en from '../admin/locales/en.json' with { type: 'json' };
import { startTestServer } from '../server/testing/start-test-server.ts';

type Server = Awaited<ReturnType<typeof startTestServer>>;

export interface Business {
  id: string;
  owner: { name: string; email: string; password: string };
  /** The API as the owner, for what a test needs to be there. */
  api: Regulars;
}

/** Everything that the admin says, so that a test reads the same in both languages. */
export const texts = { en, ar };
export const languages = ['en', 'ar'] as const;

export const test = base.extend<{ business: Business }, { server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const server = await startTestServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // A business of its own for each test: nothing that another one did is in its lists.
  business: async ({ server }, use) => {
    const { id, owner } = await server.createTenant();
    await use({
      id,
      owner,
      api: createRegulars({ baseUrl: server.url, token: await server.token(id, 'owner') }),
    });
  },
  // What the security policy of a page refuses is said in the browser's console alone.
  context: async ({ context }, use) => {
    const refused: string[] = [];
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    await use(context);
    expect(refused).toEqual([]);
  },
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
  page: async ({ page }, use) => {
    // `SLOWED=4`: as on a machine that much slower, with a network to match. What relies on speed fails then.
    const slowed = Number(process.env.SLOWED ?? 0);
    if (slowed > 0) {
      const devTools = await page.context().newCDPSession(page);
      await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowed });
      await devTools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 50 * slowed,
        downloadThroughput: -1,
        uploadThroughput: -1,
      });
    }
    await use(page);
  },
});

export { expect };

interface Credentials {
  email: string;
  password: string;
}

/** The sign-in page stays until the dashboard is there: only then are keys for the dashboard. */
const expectDashboard = (page: Page) =>
  expect(
    page.getByRole('main').and(page.locator('#content')).getByRole('heading', { level: 1 }),
  ).toBeVisible();

/** Signed in where the test begins: without the form, which takes a page more. */
export const signIn = async (page: Page, { email, password }: Credentials, to = '/dashboard/customers') => {
  const entered = await page.request.post('/api/v1/session', { data: { email, password } });
  expect(entered.status()).toBe(200);
  await page.goto(to);
  await expectDashboard(page);
};

/** As whoever is not signed in comes to `to`. */
export const signInByForm = async (page: Page, { email, password }: Credentials, to: string) => {
  await page.goto(to);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.keyboard.press('Enter');
  await expectDashboard(page);
};

/** A tab of the customer's page. */
export const openTab = async (page: Page, name: string) => {
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name }).click();
};

/** Nothing on the customer's page waits to be saved, nor is on its way: a button is disabled while it saves, too. */
export const expectSaved = async (page: Page) => {
  await expect(
    page.locator('main button[aria-keyshortcuts*="Control+s"]:not([data-loading])'),
  ).toBeDisabled();
};

export const rows = (page: Page) => page.locator('tbody [data-row]');

/** Text as a pattern that overlooks the invisible marks around names and numbers. */
export const saying = (text: string) =>
  new RegExp([...text].map((char) => char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('[\u2066-\u2069]*'));

/** Axe finds nothing; what passes by itself, such as a button that is about to be enabled, is nothing. */
export const expectAccessible = (page: Page, rules?: string[]) =>
  expect
    .poll(async () => {
      // Without frames of others one run on the page itself tells all: otherwise each opens another page.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
      return violations.map(
        ({ id, impact, nodes }) =>
          `${impact} ${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n')}`,
      );
    })
    .toEqual([]);

const whatGoesSideways = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = [...document.querySelectorAll('*')].filter(
      (element) =>
        element.scrollWidth > element.clientWidth + 1 &&
        /auto|scroll/.test(getComputedStyle(element).overflowX) &&
        element.clientWidth > 0,
    );
    const outside = [...document.querySelectorAll('main *, header *, aside *')].filter((element) => {
      // A map cuts off by itself what lies beyond its edge.
      if (element.parentElement?.closest('.leaflet-container')) return false;
      const { left, right, width: own } = element.getBoundingClientRect();
      return own > 1 && (left < -1 || right > width + 1);
    });
    return [...scrolls, ...outside].map((element) => element.outerHTML.slice(0, 120));
  });

/** Of the page as it comes to rest: what floats is put into its place a moment after it came. */
export const expectNothingSideways = (page: Page) =>
  expect.poll(() => whatGoesSideways(page), { timeout: 5_000 }).toEqual([]);

/** On telephones: of the commonest width, and of the narrowest, in which it is left. */
export const expectFits = async (page: Page) => {
  const { height } = page.viewportSize()!;
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height });
    await expectNothingSideways(page);
  }
};
