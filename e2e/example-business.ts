import { createRegulars } from '@regulars/sdk';
import type { startTestServer } from '../server/testing/start-test-server.ts';

const given = [
  ['Sara', 'سارة'],
  ['Mohammed', 'محمد'],
  ['Fatma', 'فاطمة'],
  ['Ahmed', 'أحمد'],
  ['Aisha', 'عائشة'],
  ['Khalid', 'خالد'],
  ['Maryam', 'مريم'],
  ['Salim', 'سالم'],
] as const;
const family = [
  ['Al Balushi', 'البلوشي'],
  ['Al Harthy', 'الحارثي'],
  ['Al Lawati', 'اللواتي'],
  ['Al Rawahi', 'الرواحي'],
  ['Al Kindi', 'الكندي'],
] as const;

/** A laundry of invented customers with something to see on every page: for pictures. */
export const exampleBusiness = async (server: Awaited<ReturnType<typeof startTestServer>>) => {
  const { id, owner } = await server.createTenant({ name: 'Al Noor Laundry' });
  await server.createMember(id, 'staff', 'Salim Al Harthy');
  await server.createMember(id, 'admin', 'Maryam Al Kindi');
  // As the owner and not with a token, so that the history names a person.
  const entered = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email: owner.email, password: owner.password }),
  });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const api = createRegulars({
    baseUrl: server.url,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('cookie', cookie);
      headers.set('origin', server.url);
      return fetch(input, { ...init, headers });
    },
  });
  for (let at = 0; at < 64; at += 1) {
    const [first, firstArabic] = given[at % given.length]!;
    const [last, lastArabic] = family[(at * 3) % family.length]!;
    const names = [`${first} ${last}`, `${firstArabic} ${lastArabic}`];
    if (at % 9 === 4) await api.customers.create({ type: 'guest' });
    else {
      await api.customers.create({
        type: 'stub',
        name: names[at % 2]!,
        name2: at % 3 ? names[(at + 1) % 2]! : null,
        phone: String(90_123_456 + at * 7_919),
        email: at % 4 ? null : `${first.toLowerCase()}.${at}@example.com`,
      });
    }
  }

  const sara = await api.customers.create({
    type: 'stub',
    name: 'Sara Al Balushi',
    name2: 'سارة البلوشية',
    phone: '92345678',
    tags: ['hotel'],
  });
  await api.customers.update(sara.id, {
    email: 'sara@example.com',
    notes: 'Prefers the evening.',
    preferences: { folding: 'hanger', fragrance: 'oud', notifications: { whatsapp: true } },
  });

  const { phone } = await api.customers.get(sara.id);
  await api.verification.send({ phone: phone!, purpose: 'verification' });
  const { verificationToken } = await api.verification.verify({
    phone: phone!,
    purpose: 'verification',
    code: server.messages.codeFor(phone!),
  });
  await api.customers.upgrade(sara.id, { verificationToken });
  await api.loyalty.updateSettings({
    enabled: true,
    pointsPerUnit: '5',
    pointValue: '0.005',
    earnOn: 'received',
    earnsFrom: null,
    tiers: [
      { key: 'silver', name: 'Silver', name2: 'فضي', threshold: 200 },
      { key: 'gold', name: 'Gold', name2: 'ذهبي', threshold: 800 },
    ],
  });
  const latest = ['received', 'ready', 'in_progress', 'delivered', 'cancelled'] as const;
  await api.orders.record({
    orders: Array.from({ length: 16 }, (_, at) => ({
      externalRef: `till-1/${10_060 - at}`,
      orderNumber: String(10_060 - at),
      customerId: sara.id,
      placedAt: new Date(Date.now() - at * 20 * 86_400_000).toISOString(),
      status: latest[at] ?? 'delivered',
      total: (2.5 + ((at * 37) % 50) / 4).toFixed(3),
      itemCount: 1 + (at % 7),
    })),
  });
  await api.loyalty.redeem(sara.id, { points: 100, reason: 'Free pressing' });
  for (const street of ['Al Khuwair Street 12', 'Way 3021'])
    await api.addresses.create(sara.id, { street, city: 'Muscat', latitude: 23.5931, longitude: 58.4289 });
  const twin = await api.customers.create({
    type: 'stub',
    name: 'Sarah Albalushi',
    phone: '92345679',
    email: 'sara@example.com',
    notes: 'Leaves the key with the guard.',
  });
  await server.matchDuplicates(id);
  return { owner, sara: sara.id, twin: twin.id };
};
