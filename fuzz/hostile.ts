import fc from 'fast-check';

/** Strings that have broken other programs: of encodings, of SQL, of shells, of spreadsheets, of logs, of JavaScript. */
const strings = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\ufeff',
  '\u202e\u2066',
  '\r\n',
  'a\r\nSet-Cookie: a=b',
  '\u2028',
  '\u0300'.repeat(50),
  '👩‍👩‍👧‍👦',
  'ﷺ'.repeat(40),
  'x'.repeat(10_001),
  '{"level":60}',
  "'; drop table org_customers_mst; --",
  '%',
  '_',
  '\\',
  '%00',
  '%s%n',
  '{{7*7}}',
  '$(id)',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "=cmd|'/c calc'!A1",
  '../../etc/passwd',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  'true',
  '0',
  '-0',
  '-1',
  '1e309',
  '0x10',
  '１２３',
  '٩٠١٢٣٤٥٦',
  '9'.repeat(400),
  '0.1'.padEnd(400, '1'),
  '-9223372036854775809',
  '9223372036854775808',
  '2147483648',
  '0000-00-00',
  '9999-12-31',
  '-0001-01-01T00:00:00Z',
  '2026-02-30',
  '275760-09-13T00:00:00.001Z',
  'infinity',
  'epoch',
  '00000000-0000-0000-0000-000000000000',
  '{}',
  '[]',
  '{NULL}',
  '(,)',
];

/** Numbers at the edges of what JavaScript and PostgreSQL can hold. */
const numbers = [
  0,
  -0,
  -1,
  0.1,
  1e-7,
  1e21,
  -1e308,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  Number.MAX_SAFE_INTEGER + 1,
  2 ** 31,
  2 ** 63,
  -(2 ** 63) - 1024,
];

/** What JSON can say and JSON.stringify does not. Each stands for itself in the text: see `rawJson`. */
const raw = [
  '1e400',
  '-1e400',
  '-0',
  '1.0',
  '1E+2',
  '"\\ud800"',
  '"\\u0000"',
  '{"a":1,"a":2}',
  '{"__proto__":{"a":1}}',
];

const mark = '\u0001raw:';

/** JSON of a value in which hostile texts stand as they are. */
export const rawJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"\\u0001raw:(\d+)"/g, (_, at: string) => raw[Number(at)]!);

const nested = (depth: number): unknown =>
  depth === 0 ? [] : depth % 2 ? [nested(depth - 1)] : { a: nested(depth - 1) };

const hostileString: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...strings) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
);

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileString },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...numbers) },
  { weight: 2, arbitrary: fc.constantFrom(...raw.map((_, at) => `${mark}${at}`)) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], { a: null }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(nested(20), nested(40), Array(1000).fill(0)) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
