import { listStateOf, queryOf } from '../customers/list-state.ts';

interface Asked {
  answer: Promise<Response>;
  leave: AbortController;
}
/** By address; each answer is given once. */
const asked = new Map<string, Asked>();

const ask = (address: string) => {
  const leave = new AbortController();
  const accept = 'application/json, application/problem+json, text/event-stream';
  const answer = fetch(address, { headers: { accept }, signal: leave.signal });
  asked.set(address, { answer, leave });
  return answer;
};

/** What a page asks for as it comes, in the order in which it is needed. */
const askedFor = ({ origin, pathname, search }: Pick<Location, 'origin' | 'pathname' | 'search'>) => {
  if (!/^\/dashboard(\/|$)/.test(pathname)) return [];
  const paths = ['/session'];
  if (pathname === '/dashboard/customers') {
    const state = listStateOf(Object.fromEntries(new URLSearchParams(search)));
    const query = Object.entries(queryOf(state)).map(([name, value]) => [name, String(value)]);
    paths.push(
      `/customers?${new URLSearchParams(query)}`,
      '/customers/statistics',
      '/customers/statistics/daily?days=30',
      '/customers/views',
    );
  }
  return paths.map((path) => `${origin}/api/v1${path}`);
};

/**
 * Asks before there is anything that could make use of an answer.
 *
 * @param isInView otherwise nobody watches what changes
 */
export const askEarly = (page: Parameters<typeof askedFor>[0], isInView: boolean) => {
  const [session, ...rest] = askedFor(page);
  if (!session) return;
  const answer = ask(session);
  // Before the list, so that nothing changes between it and the first news.
  if (isInView) rest.unshift(`${page.origin}/api/v1/changes`);
  for (const address of rest) ask(address).catch(() => {});
  const forget = () => {
    for (const address of rest) {
      asked.get(address)?.leave.abort();
      asked.delete(address);
    }
  };
  // Whoever signs in now is somebody else.
  answer.then(({ ok }) => ok || forget(), forget);
};

/** The answer to what was asked early, if this is the same question; from then on it ends with that one's signal. */
export const earlyAnswer = (url: string, { method, headers, signal }: RequestInit) => {
  const early = asked.get(url);
  if (!early || method !== 'GET' || new Headers(headers).has('last-event-id')) return undefined;
  asked.delete(url);
  if (signal?.aborted) early.leave.abort(signal.reason);
  signal?.addEventListener('abort', () => early.leave.abort(signal.reason));
  return early.answer;
};
