import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from '@regulars/database/connect';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Messenger } from '../messages/messenger.ts';
import { twilioMessages } from '../messages/twilio-messages.ts';
import { twilioVerify } from '../messages/twilio-verify.ts';
import { asOwner } from '../testing/as-owner.ts';
import { later, newPhone, send, verify } from '../testing/phone-codes.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';

/** What Twilio answers: as it does where it is well, or `instead`. */
let instead: ((response: ServerResponse) => void) | null = null;
const received: URLSearchParams[] = [];
/** Verify's verifications that were approved: it forgets them. */
const approved = new Set<string>();
const rightCode = '424242';

const json = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const twilio = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const form = new URLSearchParams(text);
  received.push(form);
  if (instead) return instead(response);
  if (request.url?.endsWith('/VerificationCheck')) {
    const sid = form.get('VerificationSid')!;
    if (approved.has(sid)) return json(response, 404, { code: 20404, message: 'gone', status: 404 });
    const right = form.get('Code') === rightCode;
    if (right) approved.add(sid);
    const to = phones.get(sid);
    return json(response, 200, { sid, to, status: right ? 'approved' : 'pending', valid: right });
  }
  const sid = `${request.url?.endsWith('/Verifications') ? 'VE' : 'SM'}${crypto.randomUUID().replaceAll('-', '')}`;
  phones.set(sid, form.get('To')!);
  return json(response, 201, { sid, status: 'pending', to: form.get('To') });
});
const phones = new Map<string, string>();

const failures: Record<string, { answer: (response: ServerResponse) => void; status: number; code: string }> =
  {
    'refuses the phone': {
      answer: (response) => json(response, 400, { code: 21211, message: 'no such phone', status: 400 }),
      status: 502,
      code: 'message_refused',
    },
    'is too busy': {
      answer: (response) => json(response, 429, { code: 20429, message: 'busy', status: 429 }),
      status: 503,
      code: 'messages_unavailable',
    },
    'is broken': {
      answer: (response) => json(response, 500, { message: 'broken' }),
      status: 503,
      code: 'messages_unavailable',
    },
    'cuts the line': {
      answer: (response) => response.destroy(),
      status: 503,
      code: 'messages_unavailable',
    },
    'never answers': { answer: () => {}, status: 503, code: 'messages_unavailable' },
  };

let byMessage: TestApi;
let byVerify: TestApi;
beforeAll(async () => {
  await once(twilio.listen(0, '127.0.0.1'), 'listening');
  const account = {
    accountSid: 'ACtest',
    authToken: 'the token of an account',
    baseUrl: `http://127.0.0.1:${(twilio.address() as AddressInfo).port}`,
    timeoutMilliseconds: 1000,
  };
  const through = (messenger: Messenger) =>
    // One connection: whoever held it while a provider is asked would be in everybody's way.
    testApi({ messenger, database: connect(inject('appUrl'), { connections: 1 }) });
  byMessage = through(twilioMessages(account, { from: '+15005550006', statusCallback: null }));
  byVerify = through(twilioVerify(account, 'VAtest'));
});
afterAll(async () => {
  twilio.closeAllConnections();
  twilio.close();
  await byMessage.close();
  await byVerify.close();
});
beforeEach(() => {
  instead = null;
});

const lastCode = () => /#(\d+)$/.exec(received.at(-1)?.get('Body') ?? '')![1]!;

describe('a provider that', () => {
  test.each(Object.entries(failures))('%s uses nothing up', async (_, { answer, status, code }) => {
    const { id, staff } = await byMessage.tenant();
    const phone = newPhone();
    expect((await send(staff, phone)).status).toBe(200);
    const earlier = lastCode();
    await later(id, 61);
    const headers = { 'idempotency-key': 'failing' };
    instead = answer;
    const failed = await send(staff, phone, {}, headers);
    expect([failed.status, failed.body.code]).toEqual([status, code]);
    if (status === 503) expect(Number(failed.headers.get('retry-after'))).toBeGreaterThan(0);
    // The code before is still right, and the next is sent at once, under the same key.
    instead = null;
    expect((await verify(staff, phone, earlier)).status).toBe(200);
    expect((await send(staff, phone, {}, headers)).status).toBe(200);
    expect((await verify(staff, phone, lastCode())).status).toBe(200);
  });

  test('does not carry codes over WhatsApp is not asked to: the channel is refused by name, and uses nothing up', async () => {
    const { staff } = await byMessage.tenant();
    const phone = newPhone();
    const before = received.length;
    const refused = await send(staff, phone, { channel: 'whatsapp' });
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/channel', code: 'invalid_value' })],
    ]);
    expect(received.length).toBe(before);
    expect((await send(staff, phone)).status).toBe(200);
  });

  test('lets others wait keeps no connection meanwhile', async () => {
    const { staff, viewer } = await byMessage.tenant();
    const asked = Promise.withResolvers<ServerResponse>();
    instead = asked.resolve;
    const sending = send(staff, newPhone());
    const held = await asked.promise;
    expect((await viewer('/api/v1/customers?search=sara')).status).toBe(200);
    const created = await staff('/api/v1/customers', { method: 'POST', body: { type: 'guest' } });
    expect(created.status).toBe(201);
    json(held, 201, { sid: 'SMheld' });
    expect((await sending).status).toBe(200);
  });
});

describe('a provider that checks codes itself', () => {
  const failuresOf = async (tenantId: string) =>
    asOwner('select failures, locked_until from org_phone_attempts where tenant_org_id = $1', [tenantId]);

  test('is asked, and its yes counts once, also for fifty at once', async () => {
    const { id, staff } = await byVerify.tenant();
    const phone = newPhone();
    expect((await send(staff, phone)).status).toBe(200);
    expect((await verify(staff, phone, '111111')).body).toMatchObject({
      code: 'wrong_code',
      attemptsLeft: 2,
    });
    const before = received.length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify(staff, phone, rightCode)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    // Never more often than the phone has tries.
    expect(received.length - before).toBeLessThanOrEqual(3);
    for (const { status, body } of answers) {
      if (status !== 200) expect(['phone_locked', 'code_expired']).toContain(body.code);
    }
    const { verificationToken } = answers.find(({ status }) => status === 200)!.body;
    const full = await staff('/api/v1/customers', {
      method: 'POST',
      body: { type: 'full', name: 'Sara', verificationToken },
    });
    expect(full.body).toMatchObject({ phone, phoneVerified: true });
    expect(await asOwner('select code_hash from sys_otp_codes where tenant_org_id = $1', [id])).toEqual([
      { code_hash: null },
    ]);
  });

  test('is asked three times at most by fifty wrong ones at once', async () => {
    const { staff } = await byVerify.tenant();
    const phone = newPhone();
    await send(staff, phone);
    const before = received.length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify(staff, phone, '111111')));
    expect(received.length - before).toBe(3);
    expect(answers.filter(({ body }) => body.code === 'wrong_code')).toHaveLength(2);
    expect(answers.filter(({ body }) => body.code === 'phone_locked')).toHaveLength(48);
    expect((await verify(staff, phone, rightCode)).body.code).toBe('phone_locked');
  });

  test.each(Object.entries(failures).filter(([name]) => name !== 'refuses the phone'))(
    'and %s gives the tries back',
    async (_, { answer }) => {
      const { id, staff } = await byVerify.tenant();
      const phone = newPhone();
      await send(staff, phone);
      instead = answer;
      const silent = await Promise.all([1, 2, 3].map(() => verify(staff, phone, rightCode)));
      expect(silent.map(({ status, body }) => [status, body.code])).toEqual(
        silent.map(() => [503, 'messages_unavailable']),
      );
      expect(await failuresOf(id)).toEqual([{ failures: 0, locked_until: null }]);
      instead = null;
      expect((await verify(staff, phone, '111111')).body.attemptsLeft).toBe(2);
      expect((await verify(staff, phone, rightCode)).status).toBe(200);
    },
  );

  test('keeps no connection while it thinks', async () => {
    const { staff, viewer } = await byVerify.tenant();
    const phone = newPhone();
    await send(staff, phone);
    const asked = Promise.withResolvers<ServerResponse>();
    instead = asked.resolve;
    const verifying = verify(staff, phone, rightCode);
    const held = await asked.promise;
    expect((await viewer('/api/v1/customers?search=sara')).status).toBe(200);
    json(held, 200, { sid: 'VEheld', to: phone, status: 'approved', valid: true });
    expect((await verifying).status).toBe(200);
  });
});

test('a server without a provider says so and sends nothing', async () => {
  const silent = testApi({ environment: { SMS_PROVIDER: '', NODE_ENV: 'production' } });
  const { staff } = await silent.tenant();
  const refused = await send(staff, newPhone());
  expect([refused.status, refused.body.code]).toEqual([503, 'messages_unavailable']);
  await silent.close();
});
