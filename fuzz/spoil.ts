import fc from 'fast-check';
import { hostile } from './hostile.ts';

type Place = (string | number)[];

const places = (value: unknown, at: Place = []): Place[] =>
  typeof value === 'object' && value !== null
    ? [
        at,
        ...Object.entries(value).flatMap(([name, inner]) =>
          places(inner, [...at, Array.isArray(value) ? Number(name) : name]),
        ),
      ]
    : [at];

const put = (value: unknown, [name, ...rest]: Place, spoilt: unknown): unknown => {
  if (name === undefined) return spoilt;
  if (Array.isArray(value)) return value.with(Number(name), put(value[Number(name)], rest, spoilt));
  const object = value as Record<string, unknown>;
  // Object.fromEntries, because a field may be called __proto__.
  return Object.fromEntries([
    ...Object.entries(object).filter(([each]) => each !== name),
    [name, put(object[String(name)], rest, spoilt)],
  ]);
};

const strangers = ['__proto__', 'constructor', 'id', 'tenant_org_id', 'tenantId', 'version', 'x', ''];

/** The same value with one place of it hostile: a value, or a field too many. */
export const spoil = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...places(value)), hostile, fc.constantFrom(...strangers), fc.nat(9))
    .map(([place, wrong, stranger, kind]) => {
      const there = place.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value);
      const isObject = typeof there === 'object' && there !== null && !Array.isArray(there);
      return put(value, isObject && kind > 2 ? [...place, stranger] : place, wrong);
    });
