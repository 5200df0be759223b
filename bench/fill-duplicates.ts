import type pg from 'pg';
import { customerKeys, prepareCustomer } from '../server/duplicates/compared-customer.ts';

const firstNames =
  'Mohammed Fatima Ahmed Aisha Ali Maryam Salim Zahra Khalid Noor Said Huda Omar Layla Yusuf Amal Hamad Salma Nasser Muna Ibrahim Rahma Talal Shaikha Bader Ibtisam Faisal Asma Rashid Khadija'.split(
    ' ',
  );
const firstNames2 =
  'محمد فاطمة أحمد عائشة علي مريم سالم زهراء خالد نور سعيد هدى عمر ليلى يوسف أمل حمد سلمى ناصر منى إبراهيم رحمة طلال شيخة بدر ابتسام فيصل أسماء راشد خديجة'.split(
    ' ',
  );
const syllables = 'ba dul far hat jab kir lam mun nas qat rif sar taz waz yad zam bal har saw hin'.split(' ');

const streets = 'Airport Corniche Harbour Palm Garden Market Station School Mosque Hill Lake River'.split(
  ' ',
);
const cities = 'Muscat Salalah Sohar Nizwa Sur Ibri Barka Rustaq'.split(' ');

const batch = 1000;
/** Whom a later one can be again. */
const mostRemembered = 50_000;

/** The same numbers each time. */
const numbers = () => {
  let state = 42;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

interface Person {
  id: string;
  name: string;
  name2: string | null;
  phone: string;
  email: string | null;
  birth_date: string | null;
  address: { street: string; city: string; region: null; postal_code: null; country: string } | null;
}

/**
 * Adds customers with their keys, as they are once all have been compared: names as they are spread, few of them very
 * common; half with an e-mail, a third with a birthday, an address or with their name in Arabic. One in twenty is another one again,
 * with a fault or something left out, and with another phone or a mistaken one.
 *
 * @param owner writes without triggers and indexes, which are made at the end: a million in minutes
 */
export const fillWithDuplicates = async (
  owner: pg.Client,
  tenantId: string,
  customers: number,
  progress: (done: number) => void,
): Promise<void> => {
  const random = numbers();
  const pick = <T>(values: readonly T[]) => values[random(values.length)]!;
  // The square of a share: the first ones are common, the last ones rare.
  const skewed = (count: number) => Math.floor((random(1e6) / 1e6) ** 2 * count);
  const number = (digits: number) => String(random(10 ** digits)).padStart(digits, '0');
  const recent: Person[] = [];
  const mistakes = new Set<string>();

  const somebody = (): Omit<Person, 'id' | 'phone'> => {
    const first = skewed(firstNames.length);
    const family = skewed(8000);
    const part = (n: number) => syllables[n % 20]!;
    const last = part(family) + part(Math.floor(family / 20)) + part(Math.floor(family / 400));
    const year = 1940 + random(70);
    const local = pick([
      `${firstNames[first]!.toLowerCase()}${year % 100}`,
      `${last}.${number(3)}`,
      pick(syllables) + pick(syllables) + number(4),
    ]);
    return {
      name: `${firstNames[first]} ${pick(['Al ', 'Al-', ''])}${last[0]!.toUpperCase()}${last.slice(1)}`,
      name2: random(3) === 0 ? `${firstNames2[first]} ${firstNames2[skewed(30)]}` : null,
      email: random(2) === 0 ? `${local}@${pick(['example.com', 'example.net', 'example.org'])}` : null,
      birth_date:
        random(3) === 0
          ? `${year}-${String(1 + random(12)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`
          : null,
      address:
        random(3) === 0
          ? {
              street: `${1 + random(900)} ${pick(streets)} ${pick(['Street', 'Road', 'Lane'])}`,
              city: pick(cities),
              region: null,
              postal_code: null,
              country: 'OM',
            }
          : null,
    };
  };
  const again = ({ name, ...person }: Person) => {
    const fault = 1 + random(name.length - 2);
    const mistaken = name.slice(0, fault) + name.slice(fault + 1);
    return {
      ...person,
      name: pick([name, name.replace('Al ', 'Al'), mistaken, name.toUpperCase()]),
      email: random(4) === 0 ? null : person.email,
    };
  };

  await owner.query('set session_replication_role = replica');
  await owner.query('alter table org_duplicate_keys drop constraint org_duplicate_keys_pkey');
  await owner.query('drop index org_duplicate_keys_by_customer');
  for (let from = 0; from < customers; from += batch) {
    const people: Person[] = [];
    const ids: string[] = [];
    const keys: string[] = [];
    for (let n = from; n < Math.min(from + batch, customers); n += 1) {
      const known = recent.length > 0 && random(20) === 0 ? pick(recent) : null;
      const own = `+9689${String((n * 7919) % 10_000_000).padStart(7, '0')}`;
      const mistaken = known && random(2) === 0 ? `+9687${known.phone.slice(5)}` : own;
      const person: Person = {
        ...(known ? again(known) : somebody()),
        id: `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
        phone: mistakes.has(mistaken) ? own : mistaken,
      };
      if (person.phone !== own) mistakes.add(person.phone);
      people.push(person);
      for (const key of customerKeys(prepareCustomer(person))) {
        ids.push(person.id);
        keys.push(key);
      }
      if (recent.length < mostRemembered) recent.push(person);
      else recent[random(mostRemembered)] = person;
    }
    await owner.query(
      `insert into org_customers_mst (tenant_org_id, id, customer_number, customer_number_int, profile_status, name, name2,
          phone, email, birth_date)
        select $1, id, 'CUST-' || $3::int + row_number() over (), $3::int + row_number() over (), 'guest', name, name2,
          phone, email, birth_date
        from jsonb_to_recordset($2::jsonb)
          as p (id uuid, name text, name2 text, phone text, email text, birth_date date)`,
      [tenantId, JSON.stringify(people), from],
    );
    await owner.query(
      `insert into org_customer_addresses (tenant_org_id, customer_id, street, city, country, is_default)
        select $1, id, address ->> 'street', address ->> 'city', address ->> 'country', true
        from jsonb_to_recordset($2::jsonb) as p (id uuid, address jsonb) where address ->> 'city' is not null`,
      [tenantId, JSON.stringify(people)],
    );
    await owner.query(
      `insert into org_duplicate_keys (tenant_org_id, key, customer_id)
        select $1, key, id from unnest($2::text[], $3::uuid[]) k (key, id)`,
      [tenantId, keys, ids],
    );
    progress(from + people.length);
  }
  await owner.query(
    `alter table org_duplicate_keys add constraint org_duplicate_keys_pkey primary key (tenant_org_id, key, customer_id)`,
  );
  await owner.query(
    'create index org_duplicate_keys_by_customer on org_duplicate_keys (tenant_org_id, customer_id)',
  );
  await owner.query('reset session_replication_role');
  await owner.query(
    `insert into org_customer_counters values ($1, $2) on conflict (tenant_org_id) do update set last_number = $2`,
    [tenantId, customers],
  );
  await owner.query(
    `insert into org_customer_counts select tenant_org_id, profile_status, is_active, count(*) from org_customers_mst
      where tenant_org_id = $1 group by 1, 2, 3`,
    [tenantId],
  );
};
