/** One request, the same for `fetch` and for a socket. */
export interface Asked {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  headers: Record<string, string>;
  /** JSON; in it and in the headers `{unique}` becomes eight digits that were never sent before. */
  body?: string;
}

export interface Question {
  name: string;
  title: string;
  expectedStatus: number;
  requests: Asked[];
}

/** A tenant to ask about, as whom, and what is known to be in it. */
export interface Subject {
  bearer: string;
  cookie: string;
  customers: { id: string; customerNumber: string; name: string; phone: string }[];
  /** Of the pages of its list, in order. */
  cursors: string[];
}

const customers = '/api/v1/customers';
const each = <T>(subjects: Subject[], ask: (subject: Subject) => T[]) => {
  const all = subjects.map(ask);
  // Taking turns: neighbouring requests are those of different tenants.
  return all[0]!.flatMap((_, at) => all.map((one) => one[at]!));
};
export const get = (headers: Record<string, string>, path: string): Asked => ({
  method: 'GET',
  path,
  headers,
});
const bearer = ({ bearer }: Subject) => ({ authorization: `Bearer ${bearer}` });

/**
 * What is asked, of the many small tenants or of the large one.
 *
 * @param small so many tenants as share one server
 * @param large the tenant in which finding something is hardest
 */
export const questions = (small: Subject[], large: Subject): Question[] => {
  const search = (text: (customer: Subject['customers'][number]) => string) =>
    large.customers.map((customer) =>
      get(bearer(large), `${customers}?search=${encodeURIComponent(text(customer))}`),
    );
  const creations = (headers: Record<string, string>) =>
    each(small, (subject) =>
      subject.customers.map(({ name }, at) => {
        const stub = { type: 'stub', name, phone: '{unique}', notes: 'Prefers the evening' };
        return {
          method: 'POST',
          path: customers,
          headers: { ...bearer(subject), 'content-type': 'application/json', ...headers },
          body: JSON.stringify(at % 10 < 3 ? { type: 'guest' } : stub),
        } as const;
      }),
    );
  const ok = 200;
  const created = 201;
  return [
    {
      name: 'read',
      title: 'Read by id, bearer token',
      expectedStatus: ok,
      requests: each(small, (subject) =>
        subject.customers.map(({ id }) => get(bearer(subject), `${customers}/${id}`)),
      ),
    },
    {
      name: 'read-session',
      title: 'Read by id, session cookie',
      expectedStatus: ok,
      requests: each(small, (subject) =>
        subject.customers.map(({ id }) => get({ cookie: subject.cookie }, `${customers}/${id}`)),
      ),
    },
    {
      name: 'create',
      title: 'Create (3 guests, 7 stubs)',
      expectedStatus: created,
      requests: creations({}),
    },
    {
      name: 'create-repeatable',
      title: 'Create with Idempotency-Key',
      expectedStatus: created,
      requests: creations({ 'idempotency-key': 'bench-{unique}' }),
    },
    {
      name: 'list',
      title: 'List, first page of 25',
      expectedStatus: ok,
      requests: [get(bearer(large), customers)],
    },
    {
      name: 'list-page',
      title: 'List, a page by cursor',
      expectedStatus: ok,
      requests: large.cursors.map((cursor) => get(bearer(large), `${customers}?cursor=${cursor}`)),
    },
    {
      name: 'search-digits',
      title: 'Search: last four digits',
      expectedStatus: ok,
      requests: search(({ phone }) => phone.slice(-4)),
    },
    {
      name: 'search-name',
      title: 'Search: first and family name',
      expectedStatus: ok,
      requests: search(({ name }) => name.toLowerCase()),
    },
    {
      name: 'search-common',
      title: 'Search: a common first name',
      expectedStatus: ok,
      requests: search(({ name }) => name.split(' ')[0]!.slice(0, 4)),
    },
    {
      name: 'search-number',
      title: 'Search: customer number',
      expectedStatus: ok,
      requests: search(({ customerNumber }) => customerNumber),
    },
    {
      name: 'statistics',
      title: 'Statistics',
      expectedStatus: ok,
      requests: [get(bearer(large), `${customers}/statistics`)],
    },
  ];
};

/** A request as it goes over the wire. */
export const overTheWire = ({ method, path, headers, body }: Asked) => {
  const all = { host: 'localhost', ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
};
