import { countryDefaults } from '@regulars/contract/country-defaults';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import pg from 'pg';
import { normalizePhone } from '../phones/normalize-phone.ts';
import { type Auth, identityContext } from '../sessions/auth.ts';
import { createBusiness } from '../setup/create-business.ts';
import { expatriates, families, men, women } from './names.ts';
import { type Random, randomFrom } from './random.ts';
import { addOrders } from './seed-orders.ts';

const password = 'regulars demo';

const businesses = [
  {
    name: 'Al Noor Laundry',
    name2: 'مغسلة النور',
    country: 'OM',
    owner: { name: 'Maryam Al Lawati', email: 'maryam@alnoor.example' },
    customers: 3000,
    mobile: (digit: Random) => `9${digit(1, 9)}${digit(100_000, 999_999)}`,
    orders: {
      prices: ['0.300', '0.400', '0.500', '0.750', '1.000', '1.500', '2.500', '4.000'],
      branches: ['Al Khuwair', 'Qurum', 'Seeb'],
      readyIn: [1, 3],
      pointsPerUnit: '10',
      pointValue: '0.005',
    },
  },
  {
    name: 'Layla Salon',
    name2: 'صالون ليلى',
    country: 'AE',
    owner: { name: 'Layla Al Mansoori', email: 'layla@laylasalon.example' },
    customers: 2000,
    mobile: (digit: Random) => `05${[0, 2, 4, 5, 6, 8][digit(0, 5)]}${digit(1_000_000, 9_999_999)}`,
    orders: {
      prices: ['35', '60', '80', '120', '150', '249.50'],
      branches: ['Jumeirah', 'Al Barsha'],
      readyIn: [0, 1],
      pointsPerUnit: '1',
      pointValue: '0.05',
    },
  },
] as const;

const notes = [
  'Rings the bell twice',
  'Prefers the evening',
  'Starch in collars only',
  'Pays by card',
  'Driver picks up',
];
const tags = ['vip', 'office', 'hotel', 'monthly', 'delivery'];
const folding = ['hanger', 'folded', 'boxed'];
const fragrance = ['oud', 'rose', 'none', 'lavender'];

const person = (random: Random) => {
  const pick = <T>(all: readonly T[]) => all[random(0, all.length - 1)] as T;
  if (random(1, 100) <= 18) return { name: pick(expatriates), name2: null };
  const first = pick(random(0, 1) ? women : men);
  const family = pick(families);
  const [latin, arabic] = [`${first[0]} ${family[0]}`, `${first[1]} ${family[1]}`];
  // Clerks write what they hear: some in both scripts, some in one.
  const written = random(1, 100);
  if (written <= 60) return { name: latin, name2: arabic };
  return written <= 85 ? { name: latin, name2: null } : { name: arabic, name2: null };
};

const customers = ({ customers, country, mobile }: (typeof businesses)[number], seed: number) => {
  const random = randomFrom(seed);
  const phones = new Set<string>();
  const phone = () => {
    for (;;) {
      const read = normalizePhone(mobile(random), country);
      if ('e164' in read && !phones.has(read.e164)) {
        phones.add(read.e164);
        return read.e164;
      }
    }
  };
  const pick = <T>(all: readonly T[]) => all[random(0, all.length - 1)] as T;
  const ages = Array.from({ length: customers }, () => random(1, 900 * 24 * 60)).sort((a, b) => b - a);
  return ages.map((minutesAgo) => {
    const isGuest = random(1, 100) <= 8;
    const { name, name2 } = isGuest ? { name: null, name2: null } : person(random);
    const latin = name && /^[A-Za-z ]+$/.test(name) && random(1, 100) <= 30;
    return {
      profile_status: isGuest ? 'guest' : minutesAgo % 4 === 0 ? 'full' : 'stub',
      name,
      name2,
      phone: isGuest ? null : phone(),
      email: latin ? `${name.toLowerCase().replaceAll(' ', '.')}${random(1, 99)}@example.com` : null,
      notes: random(1, 100) <= 12 ? pick(notes) : null,
      tags: random(1, 100) <= 20 ? [pick(tags)] : [],
      preferences: random(1, 100) <= 35 ? { folding: pick(folding), fragrance: pick(fragrance) } : {},
      is_active: random(1, 100) > 3,
      minutes_ago: minutesAgo,
    };
  });
};

/**
 * Two businesses with their owners and customers, where there are none yet.
 *
 * @param ownerUrl of the embedded database: only its owner may say when a customer was created
 * @returns their sign-ins, as lines to print
 */
export const seedDemo = async (database: Database, auth: Auth, ownerUrl: string): Promise<string[]> => {
  const identity = database.each(identityContext);
  const [any] = await identity.execute(query.selectFrom('org_tenants_mst').select('id').limit(1));
  if (!any) {
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      for (const [index, business] of businesses.entries()) {
        const { currency, timeZones } = countryDefaults(business.country);
        const { name, name2, country } = business;
        const tenant = {
          name,
          name2,
          country,
          language: 'en',
          currency: currency!,
          timeZone: timeZones[0]!,
        } as const;
        const id = await createBusiness(identity, auth, tenant, { ...business.owner, password });
        await addCustomers(owner, id, customers(business, index + 1));
        await addOrders(owner, id, business.orders, randomFrom(index + 101));
      }
      await owner.query('analyze');
    } finally {
      await owner.end();
    }
  }
  return businesses.map(({ name, owner }) => `${name}: sign in as ${owner.email} with "${password}"`);
};

const addCustomers = async (owner: pg.Client, tenantId: string, rows: object[]) => {
  await owner.query('begin');
  await owner.query(`select set_config('regulars.actor_id', 'demo', true)`);
  // Nobody has proven these phones.
  await owner.query('alter table org_customers_mst disable trigger a_prove_customer');
  await owner.query(
    `insert into org_customers_mst (tenant_org_id, profile_status, name, name2, phone, phone_verified, email, notes, tags,
       preferences, is_active, created_at, updated_at)
     select $1, profile_status, name, name2, phone, profile_status = 'full', email, notes, tags, preferences, is_active,
       now() - minutes_ago * interval '1 minute', now() - minutes_ago * interval '1 minute'
     from jsonb_to_recordset($2) as row (profile_status text, name text, name2 text, phone text, email text,
       notes text, tags text[], preferences jsonb, is_active boolean, minutes_ago integer)
     order by minutes_ago desc`,
    [tenantId, JSON.stringify(rows)],
  );
  await owner.query('alter table org_customers_mst enable trigger a_prove_customer');
  await owner.query(
    `update org_customer_history set at = created_at from org_customers_mst as customer
     where customer.tenant_org_id = $1 and org_customer_history.tenant_org_id = $1 and customer.id = customer_id`,
    [tenantId],
  );
  await owner.query('commit');
};
