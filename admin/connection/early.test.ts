import { QueryClient } from '@tanstack/react-query';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

const origin = 'http://localhost';
const page = { origin, pathname: '/dashboard/customers', search: '' };
const session = `${origin}/api/v1/session`;
const list = `${origin}/api/v1/customers?limit=25`;
const get = { method: 'GET' };

/** What was asked of the network, and how it answers. */
const sent: { url: string; signal: AbortSignal | undefined }[] = [];
let isSignedIn: boolean;
let early: typeof import('./early.ts');
let queries: typeof import('../customers/customers-query.ts');
let sessions: typeof import('../session/session-query.ts');
let views: typeof import('../views/views-query.ts');
let listStateOf: typeof import('../customers/list-state.ts').listStateOf;

beforeAll(async () => {
  vi.stubGlobal('window', { location: { origin } });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    sent.push({ url, signal: init?.signal ?? undefined });
    return Response.json({}, { status: isSignedIn ? 200 : 401 });
  });
  early = await import('./early.ts');
  queries = await import('../customers/customers-query.ts');
  sessions = await import('../session/session-query.ts');
  views = await import('../views/views-query.ts');
  ({ listStateOf } = await import('../customers/list-state.ts'));
});
beforeEach(() => {
  sent.length = 0;
  isSignedIn = true;
});

const rest = async () => {
  for (let at = 0; at < 10; at += 1) await Promise.resolve();
};

test.each([
  '',
  '?search=%2B968+90&type=stub',
  '?search=سارة&sort=name&status=all&verified=true&hasPoints=false',
  '?tag=VIP+%26+more&createdFrom=2026-03-01&createdTo=0002-13-99&columns=phone,email',
  '?cursor=abc%2B/=&page=3&unknown=1&limit=100',
])('the list at "%s" asks for nothing that was not asked for early, and each once', async (search) => {
  early.askEarly({ ...page, search }, true);
  const askedEarly = sent.map(({ url }) => url);
  const client = new QueryClient();
  const state = listStateOf(Object.fromEntries(new URLSearchParams(search)));
  await client.fetchQuery(sessions.sessionQuery);
  await client.fetchQuery(queries.customersQuery(state));
  await client.fetchQuery(queries.statisticsQuery);
  await client.fetchQuery(queries.dailyStatisticsQuery);
  await client.fetchQuery(views.viewsQuery);
  expect(early.earlyAnswer(`${origin}/api/v1/changes`, get)).toBeDefined();
  expect(sent.map(({ url }) => url)).toEqual(askedEarly);
  expect(askedEarly).toHaveLength(6);
  await client.fetchQuery({ ...queries.customersQuery(state), staleTime: 0 });
  expect(sent).toHaveLength(7);
});

test('a page out of view does not ask what changes, another page only who is here, and a public one nothing', () => {
  const asked = (pathname: string, isInView: boolean) => {
    sent.length = 0;
    early.askEarly({ ...page, pathname }, isInView);
    return sent.map(({ url }) => url);
  };
  expect(asked('/dashboard/customers', false)).not.toContain(`${origin}/api/v1/changes`);
  expect(asked('/dashboard/settings', false)).toEqual([session]);
  for (const open of ['/sign-in', '/setup', '/join', '/dashboards']) expect(asked(open, true)).toEqual([]);
});

test('where nobody is signed in, whoever signs in then is not given what the others were refused', async () => {
  isSignedIn = false;
  early.askEarly(page, true);
  await rest();
  expect((await early.earlyAnswer(session, get))!.status).toBe(401);
  expect(early.earlyAnswer(list, get)).toBeUndefined();
  expect(early.earlyAnswer(`${origin}/api/v1/changes`, get)).toBeUndefined();
});

test('who leaves ends what was asked early for them', () => {
  early.askEarly(page, false);
  const leave = new AbortController();
  early.earlyAnswer(list, { ...get, signal: leave.signal });
  const { signal } = sent.find(({ url }) => url === list)!;
  expect(signal!.aborted).toBe(false);
  leave.abort();
  expect(signal!.aborted).toBe(true);
});

test('a stream that goes on from somewhere is another one than the first', () => {
  early.askEarly(page, true);
  const resumed = { ...get, headers: { 'last-event-id': 'a' } };
  expect(early.earlyAnswer(`${origin}/api/v1/changes`, resumed)).toBeUndefined();
});
