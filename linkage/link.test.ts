import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { link, threshold } from './link.ts';
import { createPreparer, type LinkageRecord } from './prepare.ts';
import { makePeople, type Row } from './testing/people.ts';

const folder = process.env.REGULARS_SHARED_DATA ?? path.join(import.meta.dirname, '../../shared/data');

const decide = (records: LinkageRecord[]) => {
  const prepare = createPreparer({ remembered: 100_000 });
  return link(records.map((record) => prepare(record))).pairs.filter(({ score }) => score >= threshold);
};

const accuracy = (pairs: { a: string; b: string }[], customerOf: Map<string, string>) => {
  const sizes = new Map<string, number>();
  for (const customer of customerOf.values()) sizes.set(customer, (sizes.get(customer) ?? 0) + 1);
  const truePairs = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const right = pairs.filter(({ a, b }) => customerOf.get(a) === customerOf.get(b)).length;
  const precision = right / pairs.length;
  const recall = right / truePairs;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
};

const shown = ({ customer: _, ...record }: Row): LinkageRecord => record;

describe('customers that were made up', () => {
  const rows = [...makePeople(2000, 11)];
  const pairs = decide(rows.map(shown));

  test('duplicates are found, and few others', () => {
    const { precision, f1 } = accuracy(pairs, new Map(rows.map(({ id, customer }) => [id, customer])));
    expect(precision).toBeGreaterThan(0.9);
    expect(f1).toBeGreaterThan(0.85);
  });

  test('the order of the rows changes nothing', () => {
    const few = rows.slice(0, 500).map(shown);
    const mixed = few.toSorted((a, b) =>
      a.phone! < b.phone! ? -1 : a.phone! > b.phone! ? 1 : a.id < b.id ? 1 : -1,
    );
    expect(decide(mixed)).toEqual(decide(few));
  });
});

const sets: Record<string, { map: Record<string, string | string[]>; f1: number }> = {
  febrl_phone_a_2500: {
    map: {
      ...{
        id: 'record_id',
        firstName: 'given_name',
        lastName: 'surname',
        birthDate: 'date_of_birth',
        phone: 'phone_number',
      },
      ...{
        address: ['street_number', 'address_1', 'address_2'],
        city: 'suburb',
        postalCode: 'postcode',
        region: 'state',
      },
    },
    f1: 0.998,
  },
  splink_fake_1000: {
    map: {
      id: 'record_id',
      firstName: 'first_name',
      lastName: 'surname',
      birthDate: 'dob',
      city: 'city',
      email: 'email',
    },
    f1: 0.84,
  },
  crm_mena_synthetic: {
    map: {
      ...{
        id: 'record_id',
        name: 'full_name',
        firstName: 'given_name',
        lastName: 'family_name',
        phone: 'phone',
      },
      ...{ email: 'email', birthDate: 'date_of_birth', address: 'address', city: 'city', country: 'country' },
    },
    f1: 0.97,
  },
};

describe.skipIf(!existsSync(folder))('labelled sets (skipped: no shared data beside the checkout)', () => {
  test.each(Object.entries(sets))('%s', (name, { map, f1 }) => {
    const rows: Record<string, string>[] = parse(readFileSync(path.join(folder, `${name}.csv`)), {
      columns: true,
    });
    const records = rows.map(
      (row) =>
        Object.fromEntries(
          Object.entries(map).map(([field, columns]) => [
            field,
            [columns]
              .flat()
              .map((column) => row[column])
              .join(' '),
          ]),
        ) as LinkageRecord,
    );
    const pairs = decide(records);
    const reached = accuracy(pairs, new Map(rows.map((row) => [row.record_id!, row.cluster_id!])));
    expect(reached.f1).toBeGreaterThan(f1);
    if (name !== 'crm_mena_synthetic') return;
    const kindOf = new Map(rows.map((row) => [row.record_id!, row.kind!]));
    const clusterOf = new Map(rows.map((row) => [row.record_id!, row.cluster_id!]));
    expect(reached.precision).toBeGreaterThan(0.99);
    const wrong = pairs.filter(({ a, b }) => clusterOf.get(a) !== clusterOf.get(b));
    expect(wrong.filter(({ a, b }) => [a, b].some((id) => kindOf.get(id)!.startsWith('neg:')))).toEqual([]);
  });
});
