import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { deliveryStatusUrl, readDeliveryStatus } from './delivery-status.ts';

const TWILIO_AUTH_TOKEN = 'f00dfeedf00dfeedf00dfeedf00dfeed';
const settings = { PUBLIC_URL: 'https://customers.example.com', TWILIO_AUTH_TOKEN };
const url = 'https://customers.example.com/webhooks/twilio/delivery-status';
const told = {
  MessageStatus: 'undelivered',
  MessageSid: 'SM00000000000000000000000000000001',
  SmsSid: 'SM00000000000000000000000000000001',
  SmsStatus: 'undelivered',
  ErrorCode: '30003',
  To: '+96890123456',
  From: 'النور',
  AccountSid: 'AC0123456789abcdef0123456789abcdef',
  ApiVersion: '2010-04-01',
};

/** As Twilio describes it: HMAC-SHA-1 of the address and, sorted by name, each parameter. */
const sign = (address: string, form: Record<string, string>, token = TWILIO_AUTH_TOKEN) => {
  const names = Object.keys(form).sort();
  const text = address + names.map((name) => name + form[name]).join('');
  return createHmac('sha1', token).update(text, 'utf8').digest('base64');
};
const encode = (form: Record<string, string>) => new URLSearchParams(form).toString();

test('what Twilio signed for our address is read', () => {
  expect(readDeliveryStatus(settings, encode(told), sign(url, told))).toEqual({
    providerId: told.MessageSid,
    status: 'undelivered',
    errorCode: 30003,
  });
  const { ErrorCode: _, ...delivered } = { ...told, MessageStatus: 'delivered' };
  expect(readDeliveryStatus(settings, encode(delivered), sign(url, delivered))).toEqual({
    providerId: told.MessageSid,
    status: 'delivered',
    errorCode: null,
  });
});

test('the address that is signed is the one that Twilio was given', () => {
  for (const PUBLIC_URL of ['https://customers.example.com', 'https://customers.example.com/']) {
    expect(deliveryStatusUrl({ PUBLIC_URL })).toBe(url);
  }
  expect(deliveryStatusUrl({ PUBLIC_URL: 'https://example.com:8443/shop/' })).toBe(
    'https://example.com:8443/shop/webhooks/twilio/delivery-status',
  );
});

test.each<[string, string, string | null]>([
  ['no signature', encode(told), null],
  ['an empty signature', encode(told), ''],
  ['a signature by another token', encode(told), sign(url, told, 'another')],
  ['a signature for another address', encode(told), sign('https://other.example.com/hook', told)],
  ['a signature for the address without TLS', encode(told), sign(url.replace('https', 'http'), told)],
  ['a changed parameter', encode({ ...told, MessageStatus: 'delivered' }), sign(url, told)],
  ['a parameter more', encode({ ...told, More: '1' }), sign(url, told)],
  ['a parameter twice', `${encode(told)}&MessageStatus=delivered`, sign(url, told)],
  ['a parameter named like a prototype', `${encode(told)}&__proto__=1`, sign(url, told)],
  ['nothing at all', '', sign(url, told)],
  ['a signed form about no message', encode({ To: '+1' }), sign(url, { To: '+1' })],
])('%s is nobody', (_, form, signature) => {
  expect(readDeliveryStatus(settings, form, signature)).toBeNull();
});

test('without a token or an https address nothing is believed', () => {
  const signed = sign(url, told, '');
  expect(readDeliveryStatus({ PUBLIC_URL: settings.PUBLIC_URL }, encode(told), signed)).toBeNull();
  const http = 'http://customers.example.com';
  const there = sign(`${http}/webhooks/twilio/delivery-status`, told);
  expect(readDeliveryStatus({ ...settings, PUBLIC_URL: http }, encode(told), there)).toBeNull();
  expect(readDeliveryStatus({ TWILIO_AUTH_TOKEN }, encode(told), sign(url, told))).toBeNull();
});
