import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliveryStatusPath } from '../messages/delivery-status.ts';
import { asOwner } from '../testing/as-owner.ts';
import { newPhone } from '../testing/phone-codes.ts';
import { testApi } from '../testing/test-api.ts';

const token = 'f00dfeedf00dfeedf00dfeedf00dfeed';
const publicUrl = 'https://customers.example.com';
const api = testApi({ publicUrl, environment: { PUBLIC_URL: publicUrl, TWILIO_AUTH_TOKEN: token } });
afterAll(api.close);

let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

/** A code that a provider has taken under this id. */
const sent = async (tenantId: string) => {
  const providerId = `SM${crypto.randomUUID().replaceAll('-', '')}`;
  await asOwner(
    `insert into sys_otp_codes (tenant_org_id, phone, country, purpose, channel, state, provider, provider_id, ip, expires_at)
     values ($1, $2, 'OM', 'login', 'sms', 'sent', 'twilio', $3, 'somewhere', now())`,
    [tenantId, newPhone(), providerId],
  );
  return providerId;
};
const deliveryOf = async (providerId: string) =>
  (
    await asOwner<{ delivery: string | null }>('select delivery from sys_otp_codes where provider_id = $1', [
      providerId,
    ])
  )[0]!.delivery;

/** As Twilio signs: the address and, sorted by name, each parameter. */
const sign = (form: Record<string, string>, key = token) => {
  const text = Object.keys(form)
    .sort()
    .map((name) => name + form[name])
    .join('');
  return createHmac('sha1', key).update(`${publicUrl}${deliveryStatusPath}${text}`).digest('base64');
};
const post = (form: Record<string, string>, signature: string | null) =>
  api.ask(deliveryStatusPath, {
    method: 'POST',
    rawBody: new URLSearchParams(form).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature !== null && { 'x-twilio-signature': signature }),
    },
  });

test('what Twilio signed is noted at the message that it is about, and at no other', async () => {
  const there = await api.tenant();
  const [mine, other, theirs] = [await sent(here.id), await sent(here.id), await sent(there.id)];
  const form = { MessageSid: mine, MessageStatus: 'delivered' };
  expect((await post(form, sign(form))).status).toBe(204);
  // Twilio repeats what it is not sure of.
  expect((await post(form, sign(form))).status).toBe(204);
  expect([await deliveryOf(mine), await deliveryOf(other), await deliveryOf(theirs)]).toEqual([
    'delivered',
    null,
    null,
  ]);
});

test.each<[string, (form: Record<string, string>) => string | null]>([
  ['without a signature', () => null],
  ['with an empty one', () => ''],
  ['signed by somebody else', (form) => sign(form, 'another token')],
  ['with the signature of another message', (form) => sign({ ...form, MessageSid: 'SM1' })],
  ['with the signature of another state', (form) => sign({ ...form, MessageStatus: 'failed' })],
])('a message %s changes nothing', async (_, signature) => {
  const providerId = await sent(here.id);
  const form = { MessageSid: providerId, MessageStatus: 'delivered' };
  const answered = await post(form, signature(form));
  expect([answered.status, answered.text]).toEqual([403, '']);
  expect(await deliveryOf(providerId)).toBeNull();
});

test('a signature is not good for another message: whoever saw one can repeat that one alone', async () => {
  const [seen, wanted] = [await sent(here.id), await sent(here.id)];
  const form = { MessageSid: seen, MessageStatus: 'delivered' };
  expect((await post({ ...form, MessageSid: wanted }, sign(form))).status).toBe(403);
  expect(await deliveryOf(wanted)).toBeNull();
});

test('a message that nobody knows is taken note of and changes nothing; one that never ends is not read', async () => {
  const form = { MessageSid: 'SMunknown', MessageStatus: 'delivered' };
  expect((await post(form, sign(form))).status).toBe(204);
  const long = { ...form, Body: 'x'.repeat(20_000) };
  expect((await post(long, sign(long))).status).toBe(413);
});
