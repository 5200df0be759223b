import {
  type CustomerSort,
  customerSorts,
  customerStatuses,
  type Match,
  profileStatuses,
} from '@regulars/contract/customer';
import { fold, foldedWords } from '@regulars/linkage/fold';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { normalizePhone } from '../phones/normalize-phone.ts';
import { asOwner } from '../testing/as-owner.ts';
import { importFile, workOff } from '../testing/import-file.ts';
import { testApi } from '../testing/test-api.ts';
import { matchOf } from './match-customers.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;

// No two of them sound alike, nor are they a wrong letter apart: whatever is met is met by its letters.
const names = [
  ...[
    'Mubarak',
    'Zubeir',
    'FAHDILA',
    'Christó',
    'Nawras',
    'AlNawras',
    'غدير',
    'شهاب',
    'عبد',
    'सीता',
    '王小明',
  ],
  ...['Al', 'bin', 'M', 'K', 'b4', '12', '4567', 'L.L.C'],
];
const hosts = ['shop.om', 'mubarak.com', 'x12.org'];

// What is known of a customer, without anything that is kept for finding it. ---------------------------------------

interface Row {
  id: string;
  number: number;
  type: string;
  called: (string | null)[];
  shownAs: string;
  phone: string | null;
  email: string | null;
  tags: string[];
  isActive: boolean;
  mergedInto: string | null;
  points: number;
  orders: number;
  created: string;
  createdOn: string;
  ordered: string | null;
  orderedOn: string | null;
}
interface Merge {
  source: string;
  target: string;
  calledBefore: (string | null)[];
  phones: (string | null)[];
  emails: (string | null)[];
}
interface Known extends Row {
  words: Set<string>;
  phones: string[];
  emails: string[];
  numbers: number[];
}

const joining = new Set('al el ال abd abdul abdel عبد abu ابو umm ام'.split(' '));

/** What a name is found by: each word; without its article and with it; initials as one. */
const wordsOf = (written: string): string[] => {
  const words = foldedWords(written);
  const joined = (from: number, to: number) => words.slice(from, to + 1).join('');
  return words.flatMap((word, at) => {
    const before = words[at - 1] ?? '';
    let first = at;
    while (first > 0 && /^\p{L}$/u.test(words[first - 1]!)) first -= 1;
    const isInitial = /^\p{L}$/u.test(word);
    return [
      word,
      ...(/^(al|el|ال).{4}/u.test(word) ? [word.slice(2)] : []),
      ...(joining.has(before) ? [before + word] : []),
      ...(/^(al|el|ال)$/.test(before) && /^(abd|عبد)$/.test(words[at - 2] ?? '') ? [joined(at - 2, at)] : []),
      ...(isInitial && first < at ? [joined(first, at)] : []),
      ...(/l\.l\.c/i.test(written) ? ['llc'] : []),
    ];
  });
};

const knownOf = async (tenantId: string): Promise<Known[]> => {
  const [read] = await asOwner<{ rows: Row[]; merges: Merge[] }>(
    `select coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', customer_number_int, 'type', profile_status,
        'called', jsonb_build_array(first_name, last_name, display_name, name, name2), 'phone', phone, 'email', email,
        'shownAs', coalesce(display_name, name, nullif(concat_ws(' ', first_name, last_name), ''), name2, ''),
        'tags', tags, 'isActive', is_active, 'mergedInto', merged_into_id, 'points', loyalty_points, 'orders', total_orders,
        'created', (extract(epoch from created_at) * 1000000)::bigint::text,
        'createdOn', (created_at at time zone 'Asia/Muscat')::date,
        'ordered', (extract(epoch from last_order_at) * 1000000)::bigint::text,
        'orderedOn', (last_order_at at time zone 'Asia/Muscat')::date)), '[]') as rows,
      (select coalesce(jsonb_agg(jsonb_build_object('source', source_id, 'target', target_id,
          'calledBefore', jsonb_build_array(target_before ->> 'first_name', target_before ->> 'last_name',
            target_before ->> 'display_name', target_before ->> 'name', target_before ->> 'name2'),
          'phones', jsonb_build_array(target_before #>> '{phone,number}', source_fields #>> '{phone,number}', target_after #>> '{phone,number}'),
          'emails', jsonb_build_array(target_before ->> 'email', source_fields ->> 'email', target_after ->> 'email'))), '[]')
        from org_customer_merge_log where tenant_org_id = $1 and undone_at is null) as merges
     from org_customers_mst where tenant_org_id = $1`,
    [tenantId],
  );
  const { rows, merges } = read!;
  const survivorOf = (id: string): string => {
    const into = merges.find(({ source }) => source === id)?.target;
    return into ? survivorOf(into) : id;
  };
  const written = (values: (string | null)[]) => values.filter((value) => value !== null);
  const givenUp = ([before, source, after]: (string | null)[]) =>
    written([before!, source!]).filter((value) => value.toLowerCase() !== after?.toLowerCase());
  return rows.map((row) => {
    // Of a source its own names alone: whatever else it is known by went on with it.
    const own = row.mergedInto ? [] : merges.filter(({ target }) => survivorOf(target) === row.id);
    const merged = row.mergedInto ? [] : rows.filter(({ id }) => id !== row.id && survivorOf(id) === row.id);
    const mergedBefore = merges.filter(({ target }) => {
      for (let at = target; ; at = merges.find(({ source }) => source === at)!.target) {
        if (at === row.id) return true;
        if (!merges.some(({ source }) => source === at)) return false;
      }
    });
    const leadingHere = new Set(mergedBefore.map(({ source }) => source));
    const called = [
      row.called,
      ...rows.filter(({ id }) => leadingHere.has(id)).map((each) => each.called),
      ...mergedBefore.map(({ calledBefore }) => calledBefore),
    ];
    return {
      ...row,
      words: new Set(called.flatMap((each) => wordsOf(written(each).join(' ')))),
      phones: own.flatMap(({ phones }) => givenUp(phones)),
      emails: own.flatMap(({ emails }) => givenUp(emails)).map((email) => email.toLowerCase()),
      numbers: [row.number, ...merged.map(({ number }) => number)],
    };
  });
};

// What is typed, and whom it means. --------------------------------------------------------------------------------

/** As a whole, by a beginning, only as something similar, not at all. */
type Rank = 0 | 1 | 2 | null;
interface Question {
  typed: string;
  rank: (known: Known) => Rank;
}

const best = (...ranks: Rank[]): Rank => ([0, 1, 2] as const).find((rank) => ranks.includes(rank)) ?? null;
const met = (whole: boolean, partly: boolean): Rank => (whole ? 0 : partly ? 1 : null);
const unsaid = new Set(['al', 'bin']);

const byWords = (typed: string[], { isTyping }: { isTyping: boolean }) => {
  const words = typed.flatMap((word) => foldedWords(word.replaceAll('.', '')));
  const said = words.some((word) => !unsaid.has(word)) ? words.filter((word) => !unsaid.has(word)) : words;
  const last = words.at(-1)!;
  return (known: Known): Rank => {
    const begins = (word: string) => [...known.words].some((other) => other.startsWith(word));
    const rank = met(
      words.every((word) => known.words.has(word)),
      said.every(begins),
    );
    // At the end a word that tells nothing may be the beginning of one that does.
    return rank === 1 && isTyping && !begins(last) && !said.includes(last) ? 2 : rank;
  };
};

const byEmail =
  (start: string) =>
  ({ email, emails }: Known): Rank => {
    const all = [...(email ? [email.toLowerCase()] : []), ...emails];
    return met(
      all.includes(start),
      all.some((each) => each.startsWith(start)) ||
        (!start.replace(/^@/, '').includes('@') &&
          (email ?? '@').toLowerCase().split('@')[1]!.startsWith(start.replace(/^@/, ''))),
    );
  };

const byPhone = (written: string) => (known: Known) => {
  const read = normalizePhone(written, 'OM');
  return met('e164' in read && [known.phone, ...known.phones].includes(read.e164), false);
};
const endsPhone = (digits: string) => (known: Known) =>
  digits.length >= 3 && [known.phone, ...known.phones].some((phone) => phone?.endsWith(digits));

const byDigits = (digits: string) => (known: Known) =>
  best(
    byPhone(digits)(known),
    known.numbers.includes(Number(digits)) ? 0 : null,
    met(
      false,
      endsPhone(digits)(known) ||
        [...known.words].some((word) => (digits.length >= 3 ? word.startsWith(digits) : word === digits)) ||
        (digits.replace(/^0+/, '').length >= 4 &&
          [`+968${digits.replace(/^0+/, '')}`, ...(digits.startsWith('968') ? [`+${digits}`] : [])].some(
            (start) => known.phone?.startsWith(start),
          )),
    ),
  );

const anyQuestion = fc.record({
  kind: fc.constantFrom('words', 'words', 'words', 'beside', 'digits', 'start', 'phone', 'email', 'number'),
  words: fc.array(
    fc.tuple(
      fc.constantFrom(...names.filter((name) => name !== 'AlNawras')),
      fc.integer({ min: 1, max: 12 }),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  who: fc.nat(50),
  digits: fc.integer({ min: 2, max: 8 }),
  manner: fc.nat(4),
});
const questionOf = (
  { kind, words, who, digits, manner }: typeof anyQuestion extends fc.Arbitrary<infer Q> ? Q : never,
  everybody: Known[],
): Question | null => {
  const reached = everybody.filter((known) =>
    kind === 'email' ? known.email || known.emails[0] : known.phone || known.phones[0],
  );
  const among = ['words', 'number'].includes(kind) || reached.length === 0 ? everybody : reached;
  const { phone, phones, email, emails, number, words: own } = among[who % among.length]!;
  const typed = words.map(([word, letters], at) => {
    // Mostly something that somebody is called, whole or cut off. With its article, or with one
    // more initial, it would be another spelling.
    const ownWords = [...own].filter((each) => each === 'llc' || !/^(al|عبد).|^[mklc]{3,}$/.test(each));
    const meant = manner < 4 && ownWords.length > 0 ? ownWords[(letters + at) % ownWords.length]! : word;
    return [...meant].slice(0, manner < 2 ? 64 : letters).join('');
  });
  const aPhone = [phone, ...phones].filter((each) => each !== null)[manner % 2];
  const anEmail = [email, ...emails].filter((each) => each !== null)[manner % 2];
  const end = aPhone?.slice(-digits);
  switch (kind) {
    case 'words': {
      const text = manner === 1 ? typed.join(', ').toUpperCase() : typed.join(' ');
      const [only, ...others] = text.split(' ');
      // Digits alone are no name, and beside a name they may be the end of a phone.
      if (typed.some((word) => /^\d/.test(word))) return null;
      const alone = others.length === 0 && byEmail(only!.toLowerCase());
      return {
        typed: text,
        rank: (known) => best(byWords(typed, { isTyping: true })(known), alone ? alone(known) : null),
      };
    }
    case 'beside': {
      const said = typed.filter((word) => !/\d/.test(word));
      if (!end || end.length < 3 || said.length === 0 || [...said].every((word) => word.length === 0))
        return null;
      const begins = (known: Known) => [...known.words].some((word) => word.startsWith(end));
      return {
        typed: manner % 2 === 0 ? `${said.join(' ')} ${end}` : `${end} ${said.join(' ')}`,
        rank: (known) => {
          // A whole phone is one, whatever stands beside it.
          if ('e164' in normalizePhone(end, 'OM')) {
            const text = manner % 2 === 0 ? [...said, end] : [end, ...said];
            return best(byPhone(end)(known), byWords(text, { isTyping: true })(known));
          }
          return endsPhone(end)(known) || begins(known) ? byWords(said, { isTyping: false })(known) : null;
        },
      };
    }
    case 'digits':
      return end ? { typed: end, rank: byDigits(end) } : null;
    case 'start': {
      const start = aPhone?.slice(manner % 2 === 0 ? 4 : 1, 4 + digits);
      return start && start.length >= 4 ? { typed: start, rank: byDigits(start) } : null;
    }
    case 'phone': {
      if (!aPhone) return null;
      const forms = [aPhone, `00${aPhone.slice(1)}`, `Tel: ${aPhone}`, `mobile ${aPhone.slice(4)} (home)`];
      const written = forms[manner % forms.length]!;
      return { typed: written, rank: byPhone(aPhone) };
    }
    case 'email': {
      if (!anEmail) return null;
      const lower = anEmail.toLowerCase();
      if (manner === 0) return { typed: `Somebody <${anEmail}>`, rank: byEmail(lower) };
      if (manner === 1)
        return { typed: `@${hosts[0]!.slice(0, digits)}`, rank: byEmail(`@${hosts[0]!.slice(0, digits)}`) };
      return {
        typed: lower.slice(0, lower.indexOf('@') + digits),
        rank: byEmail(lower.slice(0, lower.indexOf('@') + digits)),
      };
    }
    case 'number': {
      const rank = ({ numbers }: Known) => met(numbers.includes(number), false);
      return manner % 2 === 0
        ? { typed: `CUST-${String(number).padStart(5, '0')}`, rank }
        : { typed: `#${number}`, rank: byDigits(String(number)) };
    }
  }
};

// Lists. -----------------------------------------------------------------------------------------------------------

// Most lists are narrowed to a thing or two: of more, nobody would be left.
const rarely = <T>(...values: T[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
  );
const anyList = fc.record({
  question: fc.option(anyQuestion, { freq: 8 }),
  sort: fc.constantFrom(undefined, undefined, undefined, ...customerSorts),
  type: rarely(...profileStatuses),
  status: fc.constantFrom(undefined, 'all' as const, ...customerStatuses),
  tag: rarely('vip', 'b4'),
  hasPoints: rarely(true, false),
  createdFrom: rarely('2025-02-28', '2025-03-01', '2025-03-02'),
  createdTo: rarely('2025-02-28', '2025-03-01', '2025-03-02'),
  lastOrderFrom: rarely('2025-02-28', '2025-03-01', '2025-03-02'),
  lastOrderTo: rarely('2025-02-28', '2025-03-01', '2025-03-02'),
  limit: fc.integer({ min: 1, max: 9 }),
});
type List = typeof anyList extends fc.Arbitrary<infer L> ? L : never;

const isListed = (known: Known, asked: List) => {
  const within = (day: string | null, from?: string, to?: string) =>
    (from === undefined && to === undefined) ||
    (day !== null && (from === undefined || day >= from) && (to === undefined || day <= to));
  return (
    (asked.type === undefined || known.type === asked.type) &&
    (asked.status === 'all' || known.isActive === (asked.status !== 'inactive')) &&
    (asked.tag === undefined || known.tags.includes(asked.tag)) &&
    (asked.hasPoints === undefined || known.points > 0 === asked.hasPoints) &&
    within(known.createdOn, asked.createdFrom, asked.createdTo) &&
    within(known.orderedOn, asked.lastOrderFrom, asked.lastOrderTo)
  );
};

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const keys: Record<string, (a: Known, b: Known) => number> = {
  createdAt: (a, b) => Number(BigInt(a.created) - BigInt(b.created)),
  lastOrderAt: (a, b) => Number(BigInt(a.ordered ?? 0) - BigInt(b.ordered ?? 0)),
  totalOrders: (a, b) => a.orders - b.orders,
  loyaltyPoints: (a, b) => a.points - b.points,
  customerNumber: (a, b) => a.number - b.number,
  name: (a, b) => byBytes(fold(a.shownAs), fold(b.shownAs)),
};
const inOrder = (sort: CustomerSort, rankOf: (known: Known) => number) => {
  if (sort === 'relevance') {
    return (a: Known, b: Known) => rankOf(a) - rankOf(b) || byBytes(b.id, a.id);
  }
  const way = sort.startsWith('-') ? -1 : 1;
  const key = keys[sort.replace('-', '')]!;
  // Who has no name comes last, either way.
  const namelessLast = (a: Known, b: Known) =>
    sort === 'name' ? Number(a.shownAs === '') - Number(b.shownAs === '') : 0;
  return (a: Known, b: Known) => namelessLast(a, b) || way * key(a, b) || way * byBytes(a.id, b.id);
};

const holdList = async (tenant: Tenant, { question: asked, ...list }: List) => {
  const everybody = await knownOf(tenant.id);
  const question = asked && questionOf(asked, everybody);
  if (asked && !question) return;
  const rankOf = (known: Known) => (question ? question.rank(known) : 0);
  const sort = list.sort ?? (question ? 'relevance' : '-createdAt');
  const expected = everybody
    .filter((known) => isListed(known, { ...list, question: asked }) && rankOf(known) !== null)
    .toSorted(inOrder(sort === 'relevance' && !question ? '-createdAt' : sort, (known) => rankOf(known)!));
  const query = new URLSearchParams(
    Object.entries({ ...list, search: question?.typed }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  );
  const page = async (cursor: string) => {
    const { status, body, text } = await tenant.viewer(
      `${customers}?${query}${cursor && `&cursor=${cursor}`}`,
    );
    expect([query.toString(), status, status === 200 || text]).toEqual([query.toString(), 200, true]);
    expect([body.page.total, body.page.totalIsExact, String(query)]).toEqual([
      expected.length,
      true,
      String(query),
    ]);
    return body;
  };
  const rowsOf = (body: { data: { id: string; match?: Match }[] }) =>
    body.data.map(({ id, match }) => [id, match]);
  const pages: unknown[][] = [];
  let body = await page('');
  for (; body.page.nextCursor !== null; body = await page(body.page.nextCursor)) pages.push(rowsOf(body));
  pages.push(rowsOf(body));
  expect([String(query), pages.flat()]).toEqual([
    String(query),
    expected.map((known) => [known.id, question ? matchOf[rankOf(known)!] : undefined]),
  ]);
  const back = [pages.at(-1)!];
  for (let cursor = body.page.previousCursor; cursor !== null; cursor = body.page.previousCursor) {
    body = await page(cursor);
    back.unshift(rowsOf(body));
  }
  expect([String(query), back]).toEqual([String(query), pages]);
};

// What happens to customers. ---------------------------------------------------------------------------------------

const called = fc
  .array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '));
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const phone = fc.constantFrom(
  '90124567',
  '91234567',
  '92000012',
  '96812345',
  '99904567',
  '90120012',
  '71234567',
);
const email = fc
  .tuple(fc.constantFrom('mubarak', 'Zub.12', 'k', '12', 'al.b4'), fc.constantFrom(...hosts))
  .map((parts) => parts.join('@'));
const person = fc.record({
  name: optional(called),
  name2: optional(called),
  firstName: optional(called),
  lastName: optional(called),
  displayName: fc.option(called, { nil: undefined, freq: 1 }),
  email: fc.option(email, { nil: undefined }),
  phone: fc.option(phone, { nil: undefined }),
  tags: fc.subarray(['vip', 'b4']),
});
const someone = fc.nat(30);
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('add' as const), person }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      who: someone,
      person: fc.oneof(
        ...(['name', 'name2', 'displayName', 'lastName', 'phone', 'email', 'tags'] as const).map((field) =>
          person.map((all) => ({ [field]: all[field] ?? null })),
        ),
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('merge' as const),
      who: someone,
      into: someone,
      fields: fc.record(
        {
          name: fc.constantFrom(undefined, 'source', 'target'),
          phone: fc.constantFrom(undefined, 'source', 'target'),
          email: fc.constantFrom(undefined, 'source', 'target'),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), who: someone }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('deactivate' as const, 'restore' as const),
      who: fc.array(someone, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('order' as const), who: someone, hour: fc.nat(60) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      people: fc.array(person, { minLength: 1, maxLength: 3 }),
      isTakenBack: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      lists: fc.array(anyList, { minLength: 1, maxLength: 5 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const cell = (value: string | undefined) => `"${value ?? ''}"`;

/** Whatever is refused, as a phone that is taken, changes nothing. */
const take = async (tenant: Tenant, each: Step, ids: string[]) => {
  const one = (who: number) => ids[who % ids.length]!;
  switch (each.do) {
    case 'add': {
      const { phone: _, ...guest } = each.person;
      const isStub =
        each.person.phone && Object.entries(guest).some(([field, value]) => /name/i.test(field) && value);
      return tenant.staff(customers, {
        method: 'POST',
        body: isStub ? { type: 'stub', ...each.person } : { type: 'guest', ...guest },
      });
    }
    case 'edit':
      return tenant.staff(`${customers}/${one(each.who)}`, { method: 'PATCH', body: each.person });
    case 'merge':
      return tenant.admin(`${customers}/merge`, {
        method: 'POST',
        body: {
          sourceCustomerId: one(each.who),
          targetCustomerId: one(each.into),
          fields: each.fields,
          reason: 'one',
        },
      });
    case 'undo': {
      const open = await asOwner<{ id: string }>(
        'select id from org_customer_merge_log where tenant_org_id = $1 and undone_at is null order by id',
        [tenant.id],
      );
      if (open.length === 0) return;
      return tenant.admin(`${customers}/merges/${open[each.who % open.length]!.id}/undo`, { method: 'POST' });
    }
    case 'deactivate':
    case 'restore':
      return tenant.admin(`${customers}/bulk/${each.do}`, {
        method: 'POST',
        body: { customers: [...new Set(each.who.map(one))].map((id) => ({ id })) },
      });
    case 'order': {
      const placedAt = new Date(Date.UTC(2025, 1, 28, each.hour)).toISOString();
      return tenant.staff('/api/v1/orders', {
        method: 'POST',
        body: { customerId: one(each.who), total: '5', status: 'delivered', placedAt },
      });
    }
    case 'import': {
      const lines = each.people.map(({ name, phone, email }) => [name, phone, email].map(cell).join());
      const done = await importFile(api.database, tenant, ['name,phone,email', ...lines].join('\n'), {
        duplicates: 'create',
      });
      if (!each.isTakenBack) return;
      await tenant.admin(`${customers}/imports/${done.id}/rollback`, { method: 'POST' });
      return workOff(api.database, tenant.id, done.id);
    }
    case 'ask':
      for (const list of each.lists) await holdList(tenant, list);
      return;
  }
};

test('whatever is added, edited, merged, taken apart, deactivated and imported: every search and list shows whom one who reads all of them would pick', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 6, maxLength: 14 }),
      fc.array(step, { minLength: 10, maxLength: 30 }),
      async (people, steps) => {
        const tenant = await api.tenant();
        await tenant.owner('/api/v1/tenant/loyalty', {
          method: 'PATCH',
          body: { enabled: true, pointsPerUnit: '1' },
        });
        for (const each of people) await take(tenant, { do: 'add', person: each }, []);
        // Around midnight of Muscat, some at the same moment.
        await asOwner(
          `update org_customers_mst set created_at = '2025-02-28 18:00Z'::timestamptz + (customer_number_int % 5) * interval '1 hour'
           where tenant_org_id = $1 and customer_number_int % 3 > 0`,
          [tenant.id],
        );
        for (const each of steps) {
          const ids = await asOwner<{ id: string }>(
            'select id from org_customers_mst where tenant_org_id = $1 order by id',
            [tenant.id],
          );
          await take(
            tenant,
            each,
            ids.map(({ id }) => id),
          );
        }
      },
    ),
    { numRuns: 6 },
  );
});
