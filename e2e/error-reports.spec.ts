import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { startTestServer } from '../server/testing/start-test-server.ts';
import { expect, signIn, test } from './fixtures.ts';

test('an error in the page is reported where the settings say, without who was searched for; otherwise nothing for it is loaded', async ({
  browser,
  page,
  business,
}) => {
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  await signIn(page, business.owner);
  expect(scripts.filter((url) => url.includes('/assets/sentry'))).toEqual([]);

  const received: string[] = [];
  const receiver = createServer(async (request, response) => {
    received.push(request.url! + (await text(request)));
    response.setHeader('access-control-allow-origin', '*').end('{}');
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as { port: number };
  const server = await startTestServer({ SENTRY_DSN: `http://key@127.0.0.1:${port}/7` });
  try {
    const { owner } = await server.createTenant();
    const context = await browser.newContext({ baseURL: server.url, locale: 'en' });
    const watched = await context.newPage();
    const chunk = watched.waitForResponse((response) => response.url().includes('/assets/sentry'));
    await signIn(watched, owner);
    await (await chunk).finished();
    await Promise.all([
      watched.waitForResponse((response) => response.url().includes('/assets/sentry')),
      watched.goto('/dashboard/customers?search=Sara%20Al%20Balushi'),
    ]);
    await expect
      .poll(async () => {
        await watched.evaluate(() => {
          setTimeout(() => {
            throw new Error('broken by sara@example.com on +968 9234 5678');
          });
        });
        return received.length;
      })
      .toBeGreaterThan(0);
    await context.close();
  } finally {
    await server.stop();
    receiver.close();
  }
  expect(received[0]).toMatch(/^\/api\/7\/envelope\//);
  expect(received[0]).toContain('broken by ***@example.com on ****78');
  expect(received.join('')).not.toMatch(/sara|Balushi|9234|Olivia/i);
});
