import { countryDefaults } from '@regulars/contract/country-defaults';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import pg from 'pg';
import { normalizePhone } from '../phones/normalize-phone.ts';
import { type Auth, identityContext } from '../sessions/auth.ts';
import { createBusiness } from '../setup/create-business.ts';
import { expatriates, families, men, women } from './names.ts';
import { type City, dubai, muscat } from './places.ts';
import { type Random, randomFrom } from './random.ts';
import { addOrders } from './seed-orders.ts';

const password = 'regulars demo';

const businesses = [
  {
    name: 'Al Noor Laundry',
    name2: 'مغسلة النور',
    country: 'OM',
    city: muscat,
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
    city: dubai,
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
const fragrance = ['oud', 'rose', 'musk', 'lavender'];

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

const deliveryNotes = ['Call from the gate', 'Leave it with the guard', 'Blue door', 'Behind the mosque'];

/** None, one or two, within a kilometre or so of the middle of a quarter; some without a place on the map. */
const addresses = (random: Random, city: City, country: string, isArabic: boolean) => {
  const pick = <T>(all: readonly T[]) => all[random(0, all.length - 1)] as T;
  const chance = random(1, 100);
  const script = isArabic ? 1 : 0;
  return Array.from({ length: chance <= 40 ? 0 : chance <= 90 ? 1 : 2 }, (_, n) => {
    const quarter = pick(city.quarters);
    const isKnown = random(1, 100) <= 90;
    const [latitude, longitude] = [quarter[2], quarter[3]].map(
      (middle) => Math.round((middle + random(-900, 900) / 100_000) * 1e6) / 1e6,
    );
    const flat = random(1, 100) <= 50;
    return {
      type: n === 0 ? 'home' : 'work',
      building: String(random(1, 400)),
      floor: flat ? String(random(1, 9)) : null,
      apartment: flat ? String(random(1, 40)) : null,
      street: `${isArabic ? 'سكة' : 'Way'} ${random(1000, 5999)}`,
      area: quarter[script],
      city: city.name[script],
      region: city.region[script],
      country,
      latitude: isKnown ? latitude : null,
      longitude: isKnown ? longitude : null,
      delivery_notes: random(1, 100) <= 15 ? pick(deliveryNotes) : null,
    };
  });
};

const customers = ({ customers, country, city, mobile }: (typeof businesses)[number], seed: number) => {
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
      addresses: isGuest ? [] : addresses(random, city, country, /[\u0600-\u06ff]/.test(name!)),
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
        const { latitude, longitude } = business.city.position;
        await owner.query('update org_tenants_mst set latitude = $2, longitude = $3 where id = $1', [
          id,
          latitude,
          longitude,
        ]);
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
  // Whoever has an address has a phone, which tells whose it is.
  await owner.query(
    `insert into org_customer_addresses (tenant_org_id, customer_id, type, building, floor, apartment, street, area,
       city, region, country, latitude, longitude, delivery_notes)
     select $1, customer.id, address.type, building, floor, apartment, street, area, city, region, country,
       latitude, longitude, delivery_notes
     from jsonb_to_recordset($2) as row (phone text, addresses jsonb)
     join org_customers_mst customer on customer.tenant_org_id = $1 and customer.phone = row.phone
     cross join lateral jsonb_to_recordset(addresses) as address (type text, building text, floor text,
       apartment text, street text, area text, city text, region text, country text, latitude double precision,
       longitude double precision, delivery_notes text)`,
    [tenantId, JSON.stringify(rows)],
  );
  // It was there from the beginning.
  await owner.query('update org_customers_mst set updated_at = created_at where tenant_org_id = $1', [
    tenantId,
  ]);
  await owner.query('alter table org_customers_mst enable trigger a_prove_customer');
  await owner.query(
    `update org_customer_history set at = created_at from org_customers_mst as customer
     where customer.tenant_org_id = $1 and org_customer_history.tenant_org_id = $1 and customer.id = customer_id`,
    [tenantId],
  );
  await owner.query('commit');
};
