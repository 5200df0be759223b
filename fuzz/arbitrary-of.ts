import fc from 'fast-check';
import { document, type Schema } from './document.ts';

/** Texts that mean something in one field or another. */
const words = [
  '90123456',
  '+96890123457',
  'Sara',
  'سارة',
  '12',
  'CUST-00001',
  'a@b.example',
  'OM',
  'OMR',
  'Asia/Muscat',
];

const resolve = ({ $ref, ...own }: Schema): Schema =>
  $ref ? { ...document.components.schemas[$ref.split('/').at(-1)!], ...own } : own;

/** Values that a schema allows. @param ids stand where it wants one */
export const arbitraryOf = (wanted: Schema, ids: readonly string[], depth = 0): fc.Arbitrary<unknown> => {
  // Only what contains itself is so deep.
  if (depth > 6) return fc.constant(null);
  const schema = resolve(wanted);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, ids, depth)));
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type) => arbitraryOf({ ...schema, type }, ids, depth)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema, ids, depth);
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, ids, depth + 1), {
        minLength: Math.min(schema.minItems ?? 0, 3),
        maxLength: Math.max(Math.min(schema.maxItems ?? 3, 3), Math.min(schema.minItems ?? 0, 3)),
      });
    case 'string':
      return stringOf(schema, ids);
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -1e6, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1e6, 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
};

const objectOf = (schema: Schema, ids: readonly string[], depth: number): fc.Arbitrary<unknown> => {
  const { properties = {}, required = [], additionalProperties: others, example } = schema;
  const known = fc
    .tuple(
      ...Object.entries(properties).map(([name, inner]) => {
        const value = arbitraryOf(inner, ids, depth + 1).map((one) => [[name, one]] as const);
        // Where everything that may be there is, too much of it contradicts the rest.
        return required.includes(name) ? value : fc.option(value, { nil: [], freq: 1 });
      }),
    )
    .map((entries) => Object.fromEntries(entries.flat() as [string, unknown][]));
  const made =
    typeof others === 'object'
      ? fc
          .tuple(
            known,
            fc.dictionary(fc.string({ maxLength: 8 }), arbitraryOf(others, ids, depth + 1), { maxKeys: 3 }),
          )
          .map(([one, more]) => ({ ...more, ...one }))
      : known;
  return example
    ? fc.oneof({ weight: 3, arbitrary: made }, { weight: 1, arbitrary: fc.constant(example) })
    : made;
};

const moment = fc
  .date({ min: new Date('1905-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const stringOf = (schema: Schema, ids: readonly string[]): fc.Arbitrary<string> => {
  switch (schema.format) {
    case 'uuid':
      return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() });
    case 'date':
      return moment.map((text) => text.slice(0, 10));
    case 'date-time':
      return moment;
    case 'email':
      return fc.nat(999).map((n) => `somebody${n}@example.com`);
    case 'uri':
      return fc.webUrl();
  }
  const { minLength = 0, maxLength = 60, pattern, example } = schema;
  const longest = Math.max(minLength, Math.min(maxLength, 60));
  const fitting = [...words, ...(typeof example === 'string' ? [example] : [])].filter(
    (word) =>
      word.length >= minLength &&
      word.length <= maxLength &&
      (!pattern || new RegExp(pattern, 'u').test(word)),
  );
  const any = pattern
    ? fc.stringMatching(new RegExp(pattern, 'u'))
    : fc.string({ unit: 'grapheme', minLength, maxLength: longest });
  return fitting.length > 0
    ? fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: any })
    : any;
};
