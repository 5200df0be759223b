import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { beginsWithMonth } from '@regulars/linkage/dates';
import { link, threshold } from '@regulars/linkage/link';
import { createPreparer, type LinkageRecord } from '@regulars/linkage/prepare';
import { makePeople } from '@regulars/linkage/testing/people';
import { parse } from 'csv-parse/sync';
import { labelledSets, sets } from './labelled-sets.ts';

/**
 * `npm run bench:dedupe-robust`: does accuracy hold on data that nobody looked at? Halves of the labelled sets, other
 * seeds of the generator, and every set spoilt in ways that files are: columns missing, more errors, more blanks.
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    variants: { type: 'string' },
    rows: { type: 'string', default: '3000' },
  },
});

interface Labelled {
  record: LinkageRecord;
  customer: string;
}

const readSet = (name: string): Labelled[] | null => {
  const file = path.join(labelledSets, `${name}.csv`);
  if (!existsSync(file)) return null;
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
  return rows.map((row) => ({
    customer: row.cluster_id!,
    record: Object.fromEntries(
      Object.entries(sets[name]!.map).map(([field, names]) => [
        field,
        [names]
          .flat()
          .map((column) => row[column])
          .join(' ')
          .trim(),
      ]),
    ) as LinkageRecord,
  }));
};

const madeUp = (seed: number): Labelled[] =>
  [...makePeople(Number(options.rows), seed)].map(({ customer, ...record }) => ({ customer, record }));

/** The same between 0 and 1 for the same text. */
const chanceOf = (...text: (string | number)[]) =>
  createHash('sha256').update(text.join('\u0001')).digest().readUInt32LE() / 2 ** 32;

const typo = (text: string, key: string) => {
  if (text.length < 3) return text;
  const place = 1 + Math.floor(chanceOf(key, 'place') * (text.length - 2));
  const kind = chanceOf(key, 'kind');
  const other = text[Math.floor(chanceOf(key, 'other') * text.length)]!;
  if (kind < 0.3) return text.slice(0, place) + text.slice(place + 1);
  if (kind < 0.6) return text.slice(0, place) + other + text.slice(place + 1);
  if (kind < 0.8) return text.slice(0, place) + other + text.slice(place);
  return text.slice(0, place) + text[place + 1] + text[place] + text.slice(place + 2);
};

type Spoil = (value: string, field: string, id: string) => string;
const spoilt = (set: Labelled[], spoil: Spoil) =>
  set.map(({ customer, record }) => ({
    customer,
    record: Object.fromEntries(
      Object.entries(record).map(([field, value]) => [
        field,
        field === 'id' ? value : spoil(value ?? '', field, record.id),
      ]),
    ) as LinkageRecord,
  }));

const nameFields = ['name', 'name2', 'firstName', 'lastName', 'organisation'];
/** Every name of a set at once: a column left out is of no effect where another holds the same. */
const together: Record<string, string[]> = { name: ['name', 'firstName', 'lastName'] };

const variantsOf = function* (set: Labelled[]): Generator<[string, Labelled[]]> {
  yield ['whole', set];
  for (const half of [0, 1]) {
    yield [`half ${half}`, set.filter(({ customer }) => (chanceOf(customer) < 0.5 ? 0 : 1) === half)];
  }
  yield ['another order', set.toSorted((a, b) => chanceOf(a.record.id) - chanceOf(b.record.id))];
  const known = Object.keys(set[0]!.record).filter((field) => field !== 'id');
  for (const left of known) {
    const fields = together[left] ?? [left];
    yield [
      `without ${fields.join(', ')}`,
      spoilt(set, (value, field) => (fields.includes(field) ? '' : value)),
    ];
  }
  yield ['names only', spoilt(set, (value, field) => (nameFields.includes(field) ? value : ''))];
  yield [
    '10 % more typos',
    spoilt(set, (value, field, id) => (chanceOf(id, field) < 0.1 ? typo(value, id + field) : value)),
  ];
  yield ['10 % more blanks', spoilt(set, (value, field, id) => (chanceOf(id, field) < 0.1 ? '' : value))];
  if (known.includes('phone')) {
    yield [
      'a third of the phones missing',
      spoilt(set, (value, field, id) => (field === 'phone' && chanceOf(id, field) < 1 / 3 ? '' : value)),
    ];
  }
};

const measure = (set: Labelled[]) => {
  const prepare = createPreparer({
    remembered: 100_000,
    monthFirst: beginsWithMonth(set.map(({ record }) => record.birthDate ?? '')),
  });
  const customerOf = new Map(set.map(({ record, customer }) => [record.id, customer]));
  const sizes = new Map<string, number>();
  for (const { customer } of set) sizes.set(customer, (sizes.get(customer) ?? 0) + 1);
  let truePairs = 0;
  for (const size of sizes.values()) truePairs += (size * (size - 1)) / 2;
  const found = link(set.map(({ record }) => prepare(record))).pairs.filter(
    ({ score }) => score >= threshold,
  );
  const right = found.filter(({ a, b }) => customerOf.get(a) === customerOf.get(b)).length;
  const precision = found.length === 0 ? 1 : right / found.length;
  const recall = right / truePairs;
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
};

const say = (line: string) => process.stdout.write(`${line}\n`);
say('| set | variant | rows | precision | recall | F1 |\n|:--|:--|--:|--:|--:|--:|');
const wanted = options.only?.split(',');
const names = [...Object.keys(sets), 'made up 1', 'made up 2', 'made up 3', 'made up 4'];
for (const name of names) {
  if (wanted && !wanted.some((one) => name.startsWith(one))) continue;
  const set = name.startsWith('made up') ? madeUp(100 + Number(name.at(-1))) : readSet(name);
  if (!set) {
    say(`skipped: ${name} (nothing in ${labelledSets})`);
    continue;
  }
  for (const [variant, rows] of variantsOf(set)) {
    if (options.variants && !new RegExp(options.variants).test(variant)) continue;
    const { precision, recall, f1 } = measure(rows);
    const flag = precision < 0.97 ? ' ←' : '';
    say(
      `| ${name} | ${variant} | ${rows.length} | ${precision.toFixed(4)} | ${recall.toFixed(4)} | ${f1.toFixed(4)} |${flag}`,
    );
  }
}
