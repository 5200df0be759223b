import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import en from '../admin/locales/en.json' with { type: 'json' };
import { chromiumPath } from '../e2e/chromium-path.ts';
import { openLargeTenant } from './large-tenant.ts';
import { median } from './quantile.ts';
import { startServer } from './start-server.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    /** Keeps the filled database for the next run: the same folder as that of `bench:search`. */
    keep: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    /** Lighthouse is fetched by npm when it is asked for. */
    lighthouse: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
const rounds = Number(options.rounds);
const say = (line: string) => process.stdout.write(`${line}\n`);
const list = '/dashboard/customers';
const debuggingPort = 20_000 + Math.floor(Math.random() * 10_000);

interface Measured {
  title: string;
  values: number[];
  most: number | null;
  unit: string;
}
const measured: Measured[] = [];
const note = (title: string, values: number[], most: number | null, unit = 'ms') => {
  measured.push({ title, values, most, unit });
  const [middle, worst] = [median(values), Math.max(...values)];
  say(`${title}: ${middle.toFixed(0)} ${unit} (at most ${worst.toFixed(0)})`);
};
/** Runs in the page from its first line: when rows are there, and how long each key and click holds up the next picture. */
const watch = () => {
  const seen = { firstRow: 0, interactions: [] as number[] };
  Object.assign(window, { seen });
  new PerformanceObserver((entries) => {
    for (const { name, duration } of entries.getEntries()) {
      if (name === 'keydown' || name === 'click') seen.interactions.push(duration);
    }
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  const look = () => {
    if (document.querySelector('[data-row]')) {
      // In the frame after this one it has been painted.
      requestAnimationFrame(() => {
        seen.firstRow = performance.now();
      });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};
type Seen = { seen: { firstRow: number; interactions: number[] } };

const firstRow = async (page: Page) => {
  await page.goto(list);
  const handle = await page.waitForFunction(() => (window as unknown as Seen).seen.firstRow || null);
  return (await handle.jsonValue()) as number;
};

/** From the last key to the picture with the rows of what was typed: in the page, where no messenger adds his time. */
const typedToRows = async (page: Page, text: string) => {
  await page.evaluate(() => {
    const done = Object.assign(window as unknown as { took: number | null }, { took: null as number | null });
    const box = document.querySelector<HTMLInputElement>('input[type="search"]')!;
    let last = 0;
    box.addEventListener('keydown', () => {
      last = performance.now();
    });
    const look = () => {
      const wanted = new URL(location.href).searchParams.get('search') === box.value && box.value !== '';
      const current = document.querySelector('[data-row]')?.closest('[aria-busy="false"]');
      if (wanted && current && !current.closest('[data-stale]')) {
        requestAnimationFrame(() => {
          done.took = performance.now() - last;
        });
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.locator('input[type="search"]').pressSequentially(text, { delay: 40 });
  const handle = await page.waitForFunction(() => (window as unknown as { took: number | null }).took);
  return (await handle.jsonValue()) as number;
};

/** Those that were faster than the 16 ms of a frame are not told: there they count as one frame. */
const interactions = async (page: Page, work: () => Promise<unknown>, count: number) => {
  await page.evaluate(() => {
    (window as unknown as Seen).seen.interactions.length = 0;
  });
  await work();
  await page.waitForTimeout(300);
  const told = await page.evaluate(() => (window as unknown as Seen).seen.interactions);
  return [...told, ...Array.from({ length: Math.max(0, count - told.length) }, () => 16)];
};

const signedIn = async (
  browser: Browser,
  address: string,
  state: Awaited<ReturnType<BrowserContext['storageState']>>,
) => {
  const context = await browser.newContext({
    baseURL: address,
    storageState: state,
    locale: 'en',
    timezoneId: 'Asia/Muscat',
    viewport: { width: 1280, height: 800 },
  });
  await context.addInitScript(watch);
  return context;
};

/** Whatever a window that opens loads for itself, Chromium's own pages, has come by then: some 0.6 s of both cores. */
const untilOpen = 2_000;

const measureList = async (browser: Browser, address: string, state: Parameters<typeof signedIn>[2]) => {
  const cold: number[] = [];
  const opening: number[] = [];
  const warm: number[] = [];
  const requests: number[] = [];
  const kilobytes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    {
      await using context = await signedIn(browser, address, state);
      opening.push(await firstRow(await context.newPage()));
    }
    await using context = await signedIn(browser, address, state);
    const page = await context.newPage();
    await page.waitForTimeout(untilOpen);
    const network = await context.newCDPSession(page);
    let count = 0;
    let bytes = 0;
    network.on('Network.loadingFinished', ({ encodedDataLength }) => {
      // From the cache: nobody was asked.
      if (encodedDataLength === 0) return;
      count += 1;
      bytes += encodedDataLength;
    });
    await network.send('Network.enable');
    cold.push(await firstRow(page));
    // What changes is watched for ever: the network never rests.
    await page.waitForTimeout(2000);
    requests.push(count);
    kilobytes.push(bytes / 1000);
    warm.push(await firstRow(page));
  }
  note('First row, cold', cold, 500);
  note('First row, cold, in a window that is just opening', opening, 500);
  note('First row, warm', warm, 250);
  note('Requests that were answered within two seconds, cold', requests, null, '');
  note('Bytes of them, compressed, cold', kilobytes, null, 'kB');
};

const measureUse = async (browser: Browser, address: string, state: Parameters<typeof signedIn>[2]) => {
  const context = await signedIn(browser, address, state);
  const page = await context.newPage();
  await firstRow(page);
  const typed: number[] = [];
  const names = ['salim', 'fatma', 'balus', 'ahmed', 'khali', '92345', 'maryam', 'harth', 'sara'];
  for (const name of names.slice(0, rounds)) {
    await page.locator('input[type="search"]').fill('');
    await page.waitForURL((url) => !url.searchParams.has('search'));
    typed.push(await typedToRows(page, name));
  }
  note('From the last letter to its rows (200 of it the pause that is waited for)', typed, 350);

  await page.goto(list);
  await page.locator('[data-row]').first().waitFor();
  const text = 'mohammed al balushi';
  const typing = await interactions(
    page,
    () => page.locator('input[type="search"]').pressSequentially(text, { delay: 80 }),
    text.length,
  );
  note('A key of the search until the next picture', typing, 24);

  await page.goto(list);
  const next = page.getByRole('navigation', { name: en.pager.label }).getByRole('button').last();
  await next.waitFor();
  const paging = await interactions(
    page,
    async () => {
      for (let at = 0; at < 8; at += 1) {
        await next.click();
        await page.locator('[aria-busy="false"] [data-row]').first().waitFor();
        await page.waitForTimeout(200);
      }
    },
    8,
  );
  note('A page further until the next picture', paging, 48);
  note('Rows at 1280 × 800', [await rowsInView(page)], null, '');
  await context.close();
};

const rowsInView = (page: Page) =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('[data-row]')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        const { top: from, bottom: to } = row.closest('[aria-busy]')!.getBoundingClientRect();
        return top >= from && bottom <= Math.min(to, innerHeight);
      }).length,
  );

/** Lighthouse's own command line, on the same browser, with the session's cookie. */
const lighthouse = async (address: string, cookie: string) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-lighthouse-'));
  try {
    const headers = path.join(folder, 'headers.json');
    const report = path.join(folder, 'report.json');
    await writeFile(headers, JSON.stringify({ Cookie: cookie }));
    const child = spawn(
      'npm',
      [
        ...['exec', '--yes', '--', 'lighthouse@13.5.0', address + list],
        ...['--quiet', '--preset=desktop', '--only-categories=performance,accessibility,best-practices'],
        ...[
          `--port=${debuggingPort}`,
          `--extra-headers=${headers}`,
          '--output=json',
          `--output-path=${report}`,
        ],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder },
    );
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`lighthouse ended with ${code}`);
    const { categories } = JSON.parse(await readFile(report, 'utf8')) as {
      categories: Record<string, { title: string; score: number }>;
    };
    for (const [id, { title, score }] of Object.entries(categories)) {
      note(
        `Lighthouse, desktop: ${title}`,
        [score * 100],
        { performance: 95, accessibility: 100 }[id] ?? null,
        '',
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

await using large = await openLargeTenant(
  { rows, keep: options.keep ?? null, origin: 'http://localhost' },
  say,
);
const server = await startServer(large.serverSettings);
const address = `http://localhost:${server.port}`;
const executablePath = chromiumPath();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${debuggingPort}`],
});
try {
  const { email, password } = await large.people.createMember(large.tenants.large, 'admin');
  const context = await browser.newContext({ baseURL: address });
  const page = await context.newPage();
  await page.goto(list);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('[data-row]').first().waitFor();
  const state = await context.storageState();
  const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  await context.close();

  await measureList(browser, address, state);
  await measureUse(browser, address, state);
  if (options.lighthouse) await lighthouse(address, cookie);
  if (!options.quiet) await writeReport();
} finally {
  await browser.close();
  await server.stop();
}

async function writeReport() {
  const lines = measured.map(({ title, values, most, unit }) => {
    const least = title.startsWith('Lighthouse');
    const middle = median(values);
    const missed = most !== null && (least ? middle < most : middle > most);
    const worst = values.length > 1 ? Math.max(...values).toFixed(0) : '–';
    return `| ${title} | ${middle.toFixed(0)} ${unit} | ${worst} | ${most === null ? '–' : `${least ? '≥' : '≤'} ${most}${missed ? ' ✗' : ''}`} |`;
  });
  const file = path.join(import.meta.dirname, 'results/admin.md');
  await writeFile(
    file,
    `# The list in a browser

${new Date().toISOString()} · ${cpus().length} cores, ${cpus()[0]?.model.trim()} · Node ${process.versions.node} · Chromium ${browser.version()} · load average ${loadavg()[0]!.toFixed(1)}

A tenant of ${rows.toLocaleString('en')} customers; browser, server and PostgreSQL share the machine. \`npm run bench:admin -- --rows ${rows}${options.lighthouse ? ' --lighthouse' : ''}\`

| | median | at most | wanted |
|:--|--:|--:|--:|
${lines.join('\n')}
`,
  );
  say(`Written to ${path.relative(process.cwd(), file)}`);
}
