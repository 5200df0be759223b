import { fold } from '@regulars/linkage/fold';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrate } from './migrate.ts';
import { oldest, startCluster, type ThrowawayCluster } from './testing/throwaway-cluster.ts';

const client = new pg.Client({ connectionString: inject('ownerUrl') });
beforeAll(() => client.connect());
afterAll(() => client.end());

const foldOf = async (texts: string[], on = client) => {
  const { rows } = await on.query<{ folded: string }>(
    'select regulars.fold(x) as folded from unnest($1::text[]) with ordinality as given (x, n) order by n',
    [texts],
  );
  return rows.map(({ folded }) => folded);
};
const wordsOf = async (text: string, on = client) => {
  const { rows } = await on.query<{ word: string }>('select word from regulars.words($1) order by n', [text]);
  return rows.map(({ word }) => word);
};
const searchWordsOf = async (text: string, on = client) => {
  const { rows } = await on.query<{ word: string }>(
    'select w as word from regulars.search_words($1) w order by w collate "C"',
    [text],
  );
  return rows.map(({ word }) => word);
};

// Written differently → compared as the last one.
const alike: Record<string, string[]> = {
  'Latin letters without regard to case': ['SARA', 'Sara', 'sara'],
  'accents, in one piece or apart': ['José', 'Jos\u0065\u0301', 'JOSÉ', 'jose'],
  'letters with a stroke, ligatures, sharp s': ['Łøđħ Æœ Weiß WEIẞ', 'lodh aeoe weiss weiss'],
  'Turkish dotted and dotless i': ['İpek Işık', 'ipek isik'],
  'Greek sigma at the end of a word': ['ΝΙΚΟΣ', 'νικος', 'νικοσ'],
  apostrophes: ["O'Brien", 'O’Brien', 'O‘Brien', 'Oʼbrien', 'O`Brien', 'O＇Brien', 'obrien'],
  'ayn and hamza in transliteration': ['ʿAbd al-Raʾūf', 'abd al-rauf'],
  'full-width and other compatibility forms': ['ＳＡＲＡ ﬁ ①', 'sara fi 1'],
  'alif with hamza, madda or wasla': ['أحمد', 'إحمد', 'آحمد', 'ٱحمد', 'احمد'],
  'alif with a combining hamza': ['ا\u0654حمد', 'احمد'],
  'hamza on a carrier': ['رؤوف فائز', 'رووف فايز'],
  'ta marbuta and ha': ['فاطمة', 'فاطمه'],
  'alif maqsura and ya': ['ليلى', 'ليلي'],
  tashkeel: ['مُحَمَّد', 'مُحَمَّدٌ', 'محمد'],
  'dagger alif and Quranic signs': ['رحمٰن ۖ', 'رحمن '],
  tatweel: ['محـــمد', 'محمد'],
  'Persian and Urdu letters': ['علی كریمی کمال ہاشم ھند ے', 'علي كريمي كمال هاشم هند ي'],
  'presentation forms': ['ﻣﺤﻤﺪ', 'ﷴ', 'محمد'],
  'lam-alif ligatures': ['ﻻ', 'ﻷ', 'لا'],
  'digits of three scripts': ['٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '0123456789'],
  'invisible marks': [
    '\u200fسا\u200cرة\u200e',
    '\u202bسارة\u202c',
    '\ufeffسارة',
    'سا\u2060رة',
    '\u061cسارة',
    'ساره',
  ],
  'a soft hyphen': ['Ba\u00adlushi', 'balushi'],
};

// The same for the newest and the oldest PostgreSQL.
const examples = (on: () => pg.Client) => {
  test.each(Object.entries(alike))('%s compare alike', async (_, forms) => {
    expect(await foldOf(forms, on())).toEqual(forms.map(() => forms.at(-1)));
  });

  test('what distinguishes names is kept', async () => {
    const names = ['حسن', 'حسين', 'سعيد', 'صعيد', 'ahmad', 'ahmed', 'ali', 'علي', 'ءاية', 'اية'];
    expect(new Set(await foldOf(names, on())).size).toBe(names.length);
  });

  test.each([
    ['Sara Al-Balushi', ['sara', 'al', 'balushi']],
    ['  Sara,   (Umm Ali) ', ['sara', 'umm', 'ali']],
    ["Conor O'Brien", ['conor', 'obrien']],
    ['سارة بنت  علي', ['ساره', 'بنت', 'علي']],
    ['علي2 ٣', ['علي2', '3']],
    ['سارة،علي', ['ساره', 'علي']],
    ['😀 ♥ !', []],
    ['', []],
  ])('the words of "%s" are %j', async (text, words) => {
    expect(await wordsOf(text, on())).toEqual(words);
  });

  test.each([
    ['Al Balushi', ['al', 'albalushi', 'balushi']],
    ['AlBalushi', ['albalushi', 'balushi']],
    ['Sara Al-Balushi', ['al', 'albalushi', 'balushi', 'sara']],
    ['El Sayed', ['el', 'elsayed', 'sayed']],
    ['Abd Allah', ['abd', 'abdallah', 'allah']],
    ['Ali Alaa', ['alaa', 'ali']],
    ['Sara sara SARA', ['sara']],
    ['عبد الله', ['الله', 'عبد', 'عبدالله']],
    ['عبدالله', ['عبدالله']],
    ['البلوشي', ['البلوشي', 'بلوشي']],
    ['أبو بكر', ['ابو', 'ابوبكر', 'بكر']],
  ])('"%s" is found under %j', async (text, words) => {
    expect(await searchWordsOf(text, on())).toEqual(words.sort());
  });
};

describe('on the embedded PostgreSQL', () => examples(() => client));

// Any text that PostgreSQL can hold: every plane, assigned or not, but NUL.
const anyText = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', ''));
// Marks, apostrophes and joiners between marks, where normal forms are not closed under deletion.
const marked = fc.string({
  unit: fc.constantFrom(
    'a',
    'ا',
    'ב',
    '\u05b0',
    '\u05b8',
    '\u3099',
    '\u0654',
    '\u0301',
    "'",
    '＇',
    '\u0640',
    '\u200d',
    'ﹰ',
    'ﷺ',
    'ŉ',
    'Σ',
    'İ',
    '٣',
  ),
  maxLength: 12,
});
const texts = fc.array(fc.oneof(anyText, marked), { minLength: 1, maxLength: 100 });

test('record linkage folds as search does', async () => {
  const written = Object.values(alike).flat();
  expect(written.map(fold)).toEqual(await foldOf(written));
  // Unassigned characters apart, and capitals of Unicode 16 and 17: the two may know another Unicode.
  const assigned = (text: string) =>
    !/\p{Cn}|\p{Co}|[\u1c89\ua7cb-\ua7dc\u{10d50}-\u{10d65}\u{16ea0}-\u{16eb8}]/u.test(text);
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const known = given.filter(assigned);
      expect(known.map(fold)).toEqual(await foldOf(known));
    }),
    { numRuns: 60 },
  );
});

test('folding twice is folding once, for any text', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const once = await foldOf(given);
      expect(await foldOf(once)).toEqual(once);
    }),
    { numRuns: 60 },
  );
});

test('every character of Unicode can be folded, alone among its neighbours, and stays as it is the second time', async () => {
  const { rows } = await client.query(
    `with block as (
       select string_agg(chr(code), ' ') as text from generate_series(1, 1114111) code
       where code not between 55296 and 57343 group by code / 64
     )
     select count(*)::int as blocks, (count(*) filter (where regulars.fold(regulars.fold(text)) <> regulars.fold(text)))::int as changed
     from block`,
  );
  expect(rows).toEqual([{ blocks: (0x110000 - 0x800) / 64, changed: 0 }]);
});

test('words are folded, short enough for an index and never empty, and what is found is each word once', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const { rows } = await client.query<{ wrong: number; twice: number }>(
        `select
           (select count(*)::int from unnest($1::text[]) t, regulars.words(t)
             where word = '' or length(word) > 64 or regulars.fold(word) <> word or word ~ '\\s') as wrong,
           (select (count(*) - count(distinct (n, w)))::int from unnest($1::text[]) with ordinality g (t, n), regulars.search_words(t) w)
             as twice`,
        [given],
      );
      expect(rows).toEqual([{ wrong: 0, twice: 0 }]);
    }),
    { numRuns: 40 },
  );
});

test('the outline of a beginning is the beginning of the outline', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const { rows } = await client.query(
        `select token, regulars.outline(token) from unnest($1::text[]) t, regulars.search_words(t) word,
           lateral (values (word), ('#' || t)) tokens (token), generate_series(1, length(token)) n
         where not starts_with(regulars.outline(token), regulars.outline(left(token, n)))
           or regulars.outline(left(token, n)) in ('', '%', '_') or regulars.outline(token) ~ '[ \\\\]'`,
        [given],
      );
      expect(rows).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('whatever begins a name finds it', async () => {
  const { rows } = await client.query(
    `select word, token from regulars.word_ranges('Moha عب ' || repeat('x', 100)) r
     left join regulars.search_words('Mohammed Al Abd عبد الله ' || repeat('x', 150)) token
       on token >= word collate "C" and token < word_end collate "C" order by token collate "C"`,
  );
  expect(rows).toEqual([
    { word: 'moha', token: 'mohammed' },
    { word: 'x'.repeat(64), token: 'x'.repeat(64) },
    { word: 'عب', token: 'عبد' },
    { word: 'عب', token: 'عبدالله' },
  ]);
});

test('a name of any length can be kept, sorted by its beginning and found by that of its words', async () => {
  await client.query('begin');
  const { rows } = await client.query(
    `with tenant as (
       insert into org_tenants_mst (name, slug, country, currency, time_zone)
       values ('Long', gen_random_uuid(), 'OM', 'OMR', 'Asia/Muscat') returning id
     )
     insert into org_customers_mst (tenant_org_id, profile_status, name)
     select id, 'guest', (select string_agg(md5(n::text), '') from generate_series(1, 400) n) from tenant
     returning tenant_org_id, length(sort_name)`,
  );
  const { rows: tokens } = await client.query(
    'select length(token) from org_customer_tokens where tenant_org_id = $1',
    [rows[0].tenant_org_id],
  );
  await client.query('rollback');
  expect([rows[0].length, tokens]).toEqual([200, [{ length: 64 }]]);
});

describe.skipIf(!oldest.installed)('on PostgreSQL 15, where it is installed', () => {
  let cluster: ThrowawayCluster;
  let old: pg.Client;
  beforeAll(async () => {
    cluster = await startCluster(oldest);
    await migrate(cluster.url('postgres'));
    old = new pg.Client({ connectionString: cluster.url('postgres') });
    await old.connect();
  });
  afterAll(async () => {
    await old?.end();
    await cluster?.stop();
  });

  examples(() => old);

  test('names of both scripts fold as they do on the embedded one', async () => {
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, n) => String.fromCodePoint(from + n));
    const unit = fc.constantFrom(
      ...range(0x20, 0x7e),
      ...range(0xa0, 0x24f),
      ...range(0x300, 0x36f),
      ...range(0x600, 0x6ff),
      ...range(0x1e00, 0x1eff),
      ...range(0x2000, 0x206f),
      ...range(0xfb50, 0xfbb1),
      ...range(0xfe70, 0xfefc),
    );
    const sample = fc.sample(fc.string({ unit, maxLength: 30 }), { numRuns: 3000, seed: 7 });
    expect(await foldOf(sample, old)).toEqual(await foldOf(sample));
    const found =
      'select string_agg(w, \' \' order by w collate "C") as words from unnest($1::text[]) t, regulars.search_words(t) w';
    expect((await old.query(found, [sample])).rows).toEqual((await client.query(found, [sample])).rows);
  });
});

describe('new_id', () => {
  test('makes UUIDs of version 7, each another', async () => {
    const { rows } = await client.query(
      `select count(*)::int as ids, count(distinct id)::int as different,
         (count(*) filter (where id::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'))::int as right
       from (select regulars.new_id() as id from generate_series(1, 100000)) made`,
    );
    expect(rows).toEqual([{ ids: 100_000, different: 100_000, right: 100_000 }]);
  });

  test('makes later ones greater, by the milliseconds since 1970 in front', async () => {
    const rows: { id: string; before: number; after: number }[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      const now = '(extract(epoch from clock_timestamp()) * 1000)::float8';
      const made = await client.query(
        `select ${now} as before, regulars.new_id() as id, ${now} as after, pg_sleep(0.002)`,
      );
      rows.push(made.rows[0]);
    }
    const ids = rows.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    for (const { id, before, after } of rows) {
      const milliseconds = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
      expect(milliseconds).toBeGreaterThanOrEqual(Math.floor(before));
      expect(milliseconds).toBeLessThanOrEqual(after);
    }
  });
});

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const mergePatch = async (pairs: [Json, Json][]) => {
  const { rows } = await client.query<{ merged: Json }>(
    `select regulars.merge_patch(pair -> 0, pair -> 1) as merged
     from jsonb_array_elements($1::jsonb) with ordinality as given (pair, n) order by n`,
    [JSON.stringify(pairs)],
  );
  return rows.map(({ merged }) => merged);
};

describe('merge_patch', () => {
  // RFC 7396, appendix A: original, patch, result.
  test.each<[Json, Json, Json]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j patched with %j is %j', async (original, patch, result) => {
    expect(await mergePatch([[original, patch]])).toEqual([result]);
  });

  test('of nothing yet keeps what is set and drops what is null', async () => {
    const { rows } = await client.query(
      `select regulars.merge_patch(null, '{"a": 1, "b": null, "c": {"d": null}}') as merged`,
    );
    expect(rows).toEqual([{ merged: { a: 1, c: {} } }]);
  });

  const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const model = (target: Json | undefined, patch: Json): Json => {
    if (!isObject(patch)) return patch;
    const result: { [key: string]: Json } = isObject(target) ? { ...target } : {};
    for (const [key, value] of Object.entries(patch)) {
      if (value === null) delete result[key];
      else result[key] = model(result[key], value);
    }
    return result;
  };
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(null, true, 0, 'x', 'سارة', []),
      fc.array(tie('json'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', ''), tie('json'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  test('does what the RFC describes, for any two values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(json, json), { minLength: 1, maxLength: 100 }), async (pairs) => {
        expect(await mergePatch(pairs)).toEqual(pairs.map(([target, patch]) => model(target, patch)));
      }),
      { numRuns: 50 },
    );
  });
});
