import { type Asked, get } from './questions.ts';

/** A customer of the tenant that is asked about. */
export interface Known {
  customerNumber: string;
  name: string;
  name2: string | null;
  phone: string;
  email: string | null;
}

export interface SearchQuestion {
  name: string;
  title: string;
  /** What 95 of 100 answers have to take no longer than, in ms. */
  target: number;
  requests: Asked[];
}

const customers = '/api/v1/customers';

/** Another letter in the middle: the same for the same word. */
const mistype = (word: string) => {
  const place = 1 + (word.codePointAt(0)! % (word.length - 2));
  return word.slice(0, place) + (word[place] === 'q' ? 'p' : 'q') + word.slice(place + 1);
};

const respell = (word: string) =>
  word
    .replace(/ou|oo/, 'u')
    .replace('ee', 'i')
    .replace('kh', 'kh')
    .replace(/a(?=[^aeiou]$)/, 'e');

/**
 * What is asked of one tenant.
 *
 * @param cursors of its list: of the second page and of one far behind
 */
export const searchQuestions = (
  bearer: string,
  known: Known[],
  cursors: { second: string; far: string } | null,
): SearchQuestion[] => {
  const ask = (query: Record<string, string>) =>
    get({ authorization: `Bearer ${bearer}` }, `${customers}?${new URLSearchParams(query)}`);
  const each = (all: Known[], text: (one: Known) => string | null | undefined, more = {}) =>
    all.flatMap((one) => {
      const search = text(one);
      return search ? [ask({ search, ...more })] : [];
    });
  const latin = known.filter(({ name }) => / Al /.test(name));
  const first = ({ name }: Known) => name.split(' ')[0]!;
  const family = ({ name }: Known) => name.split(' Al ')[1]!;
  const question = (name: string, title: string, target: number, requests: Asked[]): SearchQuestion => ({
    name,
    title,
    target,
    requests,
  });
  return [
    question(
      'phone',
      'Search: a whole phone',
      5,
      each(known, ({ phone }) => phone.slice(4)),
    ),
    question(
      'digits-4',
      'Search: last four digits',
      5,
      each(known, ({ phone }) => phone.slice(-4)),
    ),
    question(
      'digits-3',
      'Search: last three digits',
      5,
      each(known, ({ phone }) => phone.slice(-3)),
    ),
    question(
      'phone-start',
      'Search: first digits of a phone',
      5,
      each(known, ({ phone }) => phone.slice(4, 9)),
    ),
    question(
      'number',
      'Search: customer number',
      5,
      each(known, ({ customerNumber }) => customerNumber),
    ),
    question(
      'email',
      'Search: beginning of an e-mail',
      5,
      each(known, ({ email }) => email?.split('@')[0]),
    ),
    question(
      'domain',
      'Search: domain of e-mails',
      5,
      each(known, ({ email }) => email && `@${email.split('@')[1]}`),
    ),
    question('first', 'Search: first name', 15, each(latin, first)),
    question('family', 'Search: family name', 15, each(latin, family)),
    question(
      'start-3',
      'Search: three letters of a name',
      15,
      each(latin, (one) => family(one).slice(0, 3)),
    ),
    question(
      'start-5',
      'Search: five letters of a name',
      15,
      each(latin, (one) => family(one).slice(0, 5)),
    ),
    question(
      'arabic',
      'Search: first name, Arabic',
      15,
      each(known, ({ name2 }) => name2?.split(' ')[0]),
    ),
    question(
      'two-words',
      'Search: first and family name',
      15,
      each(latin, (one) => `${first(one)} ${family(one)}`),
    ),
    question(
      'two-starts',
      'Search: beginnings of both',
      15,
      each(latin, (one) => `${family(one).slice(0, 4)} ${first(one).slice(0, 3)}`),
    ),
    question(
      'two-common',
      'Search: two common words, seldom together',
      15,
      ['zayed wahaibi', 'yusra shukaili', 'waleed siyabi', 'tariq saadi'].map((search) => ask({ search })),
    ),
    question(
      'spelt',
      'Search: spelt otherwise',
      40,
      each(latin, (one) => respell(first(one).toLowerCase())),
    ),
    question(
      'typo',
      'Search: a wrong letter',
      40,
      each(latin, (one) => mistype(family(one).toLowerCase())),
    ),
    question(
      'typo-two',
      'Search: first name and a wrong letter',
      40,
      each(latin, (one) => `${first(one)} ${mistype(family(one).toLowerCase())}`),
    ),
    question(
      'none',
      'Search: nobody',
      5,
      ['xqzwvk', 'qqqwww', 'zzzyyyx', 'pfpfpf', 'قثصضد', 'vwxyzvw'].map((search) => ask({ search })),
    ),
    question('search-sorted', 'Search sorted by name: first name', 15, each(latin, first, { sort: 'name' })),
    question(
      'search-filtered',
      'Search with tag and type: first name',
      15,
      each(latin, first, { tag: 'vip', type: 'stub' }),
    ),
    question(
      'search-inactive',
      'Search among the inactive: first name',
      15,
      each(latin, first, { status: 'inactive' }),
    ),
    question(
      'list',
      'List: first page, each sort',
      5,
      [
        '-createdAt',
        'createdAt',
        'name',
        '-name',
        '-lastOrderAt',
        'lastOrderAt',
        '-totalOrders',
        '-loyaltyPoints',
        'customerNumber',
      ].map((sort) => ask({ sort })),
    ),
    question(
      'list-type',
      'List of a type: first page',
      5,
      ['guest', 'stub', 'full'].flatMap((type) =>
        ['-createdAt', 'name', '-totalOrders'].map((sort) => ask({ type, sort })),
      ),
    ),
    question(
      'list-rare',
      'List of a rare tag: first page',
      5,
      ['-createdAt', 'name'].map((sort) => ask({ tag: 'wholesale', sort })),
    ),
    question(
      'list-inactive',
      'List of the inactive: first page',
      5,
      ['-createdAt', 'name'].map((sort) => ask({ status: 'inactive', sort })),
    ),
    question(
      'list-filtered',
      'List by each other filter: first page',
      5,
      [
        { tag: 'vip' },
        { verified: 'true' },
        { hasPoints: 'true' },
        { createdFrom: '2026-01-01' },
        { lastOrderFrom: '2026-06-01' },
      ].flatMap((filter) => ['-createdAt', 'name'].map((sort) => ask({ ...filter, sort }))),
    ),
    question(
      'list-several',
      'List by three filters: first page',
      15,
      [
        { tag: 'vip', type: 'stub', hasPoints: 'true' },
        { type: 'full', createdFrom: '2026-01-01', sort: 'name' },
        { verified: 'true', tag: 'hotel', lastOrderFrom: '2026-01-01', sort: '-totalOrders' },
      ].map(ask),
    ),
    ...(cursors
      ? [
          question('page-2', 'List: page 2', 5, [ask({ cursor: cursors.second, sort: 'name' })]),
          question('page-10000', 'List: page 10,000', 5, [ask({ cursor: cursors.far, sort: 'name' })]),
        ]
      : []),
    question('statistics', 'Statistics', 3, [
      get({ authorization: `Bearer ${bearer}` }, `${customers}/statistics`),
    ]),
    ...[30, 366].map((days) =>
      question(`daily-${days}`, `New customers of each of ${days} days`, 3, [
        get({ authorization: `Bearer ${bearer}` }, `${customers}/statistics/daily?days=${days}`),
      ]),
    ),
  ];
};
