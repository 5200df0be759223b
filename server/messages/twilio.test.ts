import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { E164 } from '../phones/normalize-phone.ts';
import { codeMessage } from './code-message.ts';
import { type CodeService, MessageError, type MessageSender } from './messenger.ts';
import { type TwilioAccount, twilioAddress, twilioClient } from './twilio-client.ts';
import { twilioMessages } from './twilio-messages.ts';
import { twilioVerify } from './twilio-verify.ts';

const accountSid = 'AC0123456789abcdef0123456789abcdef';
const authToken = 'f00dfeedf00dfeedf00dfeedf00dfeed';
const serviceSid = 'VA0123456789abcdef0123456789abcdef';
const from = '+15005550006';
const phone = '+96890123456' as E164;
/** Twilio's own number for one that does not exist. */
const noSuchPhone = '+15005550001' as E164;
const code = '493817';
const body = codeMessage(code, 'ar', 'customers.example.com');
const messageSid = 'SM00000000000000000000000000000001';
const verificationSid = 'VE00000000000000000000000000000001';

interface Asked {
  method: string | undefined;
  path: string | undefined;
  type: string | undefined;
  form: Record<string, string>;
}
type Answer = (response: ServerResponse, asked: Asked) => void;

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };
};
const failure = (status: number, code: number, message: string, headers: Record<string, string> = {}) =>
  json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, headers);

/** What the next request gets instead of what Twilio would answer. */
let instead: Answer | null = null;
let requests: Asked[] = [];
/** Of the verification under way: who it is for, and the tries that were wrong. */
let verification = { to: '', tries: 0, over: false };

const twilioAnswer = ({ path, form }: Asked): Answer => {
  if (path === `/2010-04-01/Accounts/${accountSid}/Messages.json`) {
    return form.To === noSuchPhone
      ? failure(400, 21211, `The 'To' number ${form.To} is not a valid phone number.`)
      : json(201, {
          sid: messageSid,
          account_sid: accountSid,
          messaging_service_sid: form.MessagingServiceSid ?? null,
          to: form.To,
          from: form.From ?? null,
          body: form.Body,
          status: 'queued',
          direction: 'outbound-api',
          num_segments: '1',
          num_media: '0',
          price: null,
          price_unit: 'USD',
          error_code: null,
          error_message: null,
          date_created: 'Thu, 24 Aug 2023 05:01:45 +0000',
          date_updated: 'Thu, 24 Aug 2023 05:01:45 +0000',
          date_sent: null,
          uri: `/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}.json`,
        });
  }
  const resource = {
    sid: verificationSid,
    service_sid: serviceSid,
    account_sid: accountSid,
    amount: null,
    payee: null,
    date_created: '2023-08-24T05:01:45Z',
    date_updated: '2023-08-24T05:01:45Z',
  };
  if (path === `/v2/Services/${serviceSid}/Verifications`) {
    if (form.To === noSuchPhone) return failure(400, 60200, `Invalid parameter \`To\`: ${form.To}`);
    verification = { to: form.To ?? '', tries: 0, over: false };
    return json(201, { ...resource, to: form.To, channel: form.Channel, status: 'pending', valid: false });
  }
  if (path === `/v2/Services/${serviceSid}/VerificationCheck`) {
    if (verification.over || form.VerificationSid !== verificationSid) {
      return failure(404, 20404, `The requested resource ${path} was not found`);
    }
    if (verification.tries === 5) return failure(429, 60202, 'Max check attempts reached');
    const right = form.Code === code;
    if (!right) verification.tries += 1;
    verification.over = right;
    const status = right ? 'approved' : 'pending';
    return json(200, { ...resource, to: verification.to, channel: 'sms', status, valid: right });
  }
  return failure(404, 20404, `The requested resource ${path} was not found`);
};

const localTwilio = createServer(async (request: IncomingMessage, response) => {
  const form = Object.fromEntries(new URLSearchParams(await text(request)));
  const asked = { method: request.method, path: request.url, type: request.headers['content-type'], form };
  requests.push(asked);
  const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  const known = request.headers.authorization === `Basic ${credentials}`;
  (instead ?? (known ? twilioAnswer(asked) : failure(401, 20003, 'Authenticate')))(response, asked);
});

let account: TwilioAccount;
let messages: MessageSender;
let verify: CodeService;

beforeAll(async () => {
  await once(localTwilio.listen(0, '127.0.0.1'), 'listening');
  const baseUrl = `http://127.0.0.1:${(localTwilio.address() as AddressInfo).port}`;
  account = { accountSid, authToken, baseUrl, timeoutMilliseconds: 10_000 };
  messages = twilioMessages(account, { from, statusCallback: null });
  verify = twilioVerify(account, serviceSid);
});
beforeEach(() => {
  instead = null;
  requests = [];
});
afterAll(() => {
  localTwilio.closeAllConnections();
  localTwilio.close();
});

const failed = async (call: Promise<unknown>): Promise<MessageError> => {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MessageError);
  return error as MessageError;
};
/** All three calls, as they are made when nothing goes wrong. */
const calls = (of: TwilioAccount): Record<string, () => Promise<unknown>> => ({
  send: () => twilioMessages(of, { from, statusCallback: null }).send({ to: phone, body, channel: 'sms' }),
  start: () => twilioVerify(of, serviceSid).start(phone, 'sms', 'en'),
  check: () => twilioVerify(of, serviceSid).check(phone, verificationSid, code),
});
const impatient = () => ({ ...account, timeoutMilliseconds: 100 });

test('a message is one form to the account, with the text as it was written', async () => {
  expect(await messages.send({ to: phone, body, channel: 'sms' })).toEqual({ providerId: messageSid });
  expect(requests).toEqual([
    {
      method: 'POST',
      path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
      type: expect.stringContaining('application/x-www-form-urlencoded'),
      form: { To: phone, From: from, Body: body },
    },
  ]);
});

test('over WhatsApp both ends are WhatsApp addresses', async () => {
  await messages.send({ to: phone, body, channel: 'whatsapp' });
  expect(requests[0]?.form).toEqual({ To: `whatsapp:${phone}`, From: `whatsapp:${from}`, Body: body });
});

test('a messaging service stands in for the number, and Twilio is told where to report', async () => {
  const statusCallback = 'https://customers.example.com/webhooks/twilio/delivery-status';
  const service = twilioMessages(account, { messagingServiceSid: 'MG1', statusCallback });
  await service.send({ to: phone, body, channel: 'sms' });
  expect(requests[0]?.form).toEqual({
    To: phone,
    MessagingServiceSid: 'MG1',
    Body: body,
    StatusCallback: statusCallback,
  });
});

test('Verify is told the phone, the channel and the language, and judges each answer', async () => {
  expect(await verify.start(phone, 'whatsapp', 'ar')).toEqual({ providerId: verificationSid });
  expect(requests[0]?.form).toEqual({ To: phone, Channel: 'whatsapp', Locale: 'ar' });
  expect(await verify.check(phone, verificationSid, '000000')).toBe('wrong');
  expect(await verify.check(phone, verificationSid, code)).toBe('right');
  expect(requests[2]?.form).toEqual({ VerificationSid: verificationSid, Code: code });
});

test('what Verify has forgotten is expired: answered already, unknown, tried too often', async () => {
  await verify.start(phone, 'sms', 'en');
  expect(await verify.check(phone, verificationSid, code)).toBe('right');
  expect(await verify.check(phone, verificationSid, code)).toBe('expired');
  expect(await verify.check(phone, 'VE00000000000000000000000000000009', code)).toBe('expired');
  await verify.start(phone, 'sms', 'en');
  for (let n = 0; n < 5; n += 1) expect(await verify.check(phone, verificationSid, '000000')).toBe('wrong');
  expect(await verify.check(phone, verificationSid, code)).toBe('expired');
});

test.each(['canceled', 'expired', 'failed', 'max_attempts_reached', 'deleted'])(
  'a verification that is %s takes no code',
  async (status) => {
    instead = json(200, { sid: verificationSid, to: phone, status, valid: false });
    expect(await verify.check(phone, verificationSid, code)).toBe('expired');
  },
);

test('a right code for another phone is wrong', async () => {
  await verify.start('+96890999999' as E164, 'sms', 'en');
  expect(await verify.check(phone, verificationSid, code)).toBe('wrong');
});

test("a phone that Twilio does not take is refused, with Twilio's number for why", async () => {
  const sent = await failed(messages.send({ to: noSuchPhone, body, channel: 'sms' }));
  expect(sent).toMatchObject({ reason: 'refused', providerCode: 21211 });
  const started = await failed(verify.start(noSuchPhone, 'sms', 'en'));
  expect(started).toMatchObject({ reason: 'refused', providerCode: 60200 });
});

test('credentials that Twilio does not know are refused', async () => {
  for (const call of Object.values(calls({ ...account, authToken: 'another' }))) {
    expect(await failed(call())).toMatchObject({ reason: 'refused', providerCode: 20003 });
  }
});

test('too many requests are busy, for as long as Twilio says', async () => {
  for (const call of Object.values(calls(account))) {
    instead = failure(429, 20429, 'Too Many Requests', { 'retry-after': '7' });
    expect(await failed(call())).toMatchObject({ reason: 'busy', providerCode: 20429, retryAfterSeconds: 7 });
    instead = failure(429, 20429, 'Too Many Requests');
    expect((await failed(call())).retryAfterSeconds).toBeUndefined();
  }
});

const unreadable: Record<string, Answer> = {
  'an error of Twilio': failure(500, 20500, 'An internal server error has occurred'),
  'a page of a proxy': (response) => response.writeHead(502).end('<html>Bad gateway</html>'),
  'an answer that is no JSON': (response) => response.writeHead(201).end('accepted'),
  'an answer that is null': json(201, null),
  'an answer without an id': json(201, { status: 'queued' }),
  'a body that breaks off': (response) => {
    response.writeHead(201, { 'content-length': 1000 });
    response.write('{"sid": "SM', () => response.destroy());
  },
  'a connection that breaks off': (response) => response.destroy(),
};

test.each(Object.entries(unreadable))('%s is unavailable, and is asked once only', async (_, answer) => {
  for (const call of Object.values(calls(account))) {
    instead = answer;
    requests = [];
    expect(await failed(call())).toMatchObject({ reason: 'unavailable' });
    expect(requests).toHaveLength(1);
  }
});

test('nobody listening is unavailable', async () => {
  const closed = createServer();
  await once(closed.listen(0, '127.0.0.1'), 'listening');
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));
  for (const call of Object.values(calls({ ...account, baseUrl: `http://127.0.0.1:${port}` }))) {
    const error = await failed(call());
    expect(error).toMatchObject({ reason: 'unavailable' });
    expect(error.message).toContain('ECONNREFUSED');
  }
});

const hanging: Record<string, Answer> = {
  'never answers': () => {},
  'stops in the middle': (response) => {
    response.writeHead(201, { 'content-length': 1000 });
    response.write('{"sid":');
  },
  'sends a byte now and then': (response) => {
    response.writeHead(201);
    const drip = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(drip));
  },
};

test.each(Object.entries(hanging))('a Twilio that %s ends with its socket cut', async (_, answer) => {
  const cuts: Promise<unknown>[] = [];
  instead = (response, asked) => {
    // Not `once` of node:events: a socket may be cut by a reset, which is an error to it.
    cuts.push(new Promise((resolve) => response.socket?.on('close', resolve)));
    answer(response, asked);
  };
  const all = Object.values(calls({ ...account, timeoutMilliseconds: 500 }));
  const errors = await Promise.all(all.map((call) => failed(call())));
  for (const error of errors) {
    expect(error).toMatchObject({ reason: 'unavailable' });
    expect(error.message).toContain('time-out');
  }
  expect(cuts).toHaveLength(all.length);
  await Promise.all(cuts);
});

test('credentials do not follow a redirect', async () => {
  for (const call of Object.values(calls(account))) {
    instead = (response) => response.writeHead(307, { location: '/elsewhere' }).end();
    requests = [];
    expect(await failed(call())).toMatchObject({ reason: 'unavailable' });
    expect(requests.map(({ path }) => path)).not.toContain('/elsewhere');
  }
});

/** As much as anything could print of it. */
const everythingOf = (error: MessageError) =>
  [
    String(error),
    error.stack,
    JSON.stringify(error),
    inspect(error, { depth: null, showHidden: true, getters: true }),
    inspect(error.cause, { depth: null }),
  ].join('\n');

test('no failure tells the text, the code, the phone or the token, not even where Twilio repeats them', async () => {
  const repeating = (status: number): Answer => {
    return (response, { form }) => {
      const all = JSON.stringify([form, authToken, body, phone, code]);
      json(status, { code: 21211, message: all, more_info: all, details: { all }, status, title: all })(
        response,
        { method: '', path: '', type: '', form },
      );
    };
  };
  const answers = [
    ...[400, 401, 403, 404, 429, 500, 503].map(repeating),
    ...Object.values(unreadable),
    ...Object.values(hanging),
    ((response, { form }) => response.writeHead(201).end(`${form.Body} ${phone} ${code}`)) satisfies Answer,
  ];
  const secrets = [
    authToken,
    Buffer.from(`${accountSid}:${authToken}`).toString('base64'),
    body,
    code,
    phone,
    phone.slice(1),
    encodeURIComponent(phone),
  ];
  let failures = 0;
  for (const answer of answers) {
    for (const call of Object.values(calls(impatient()))) {
      instead = answer;
      const told = everythingOf(await failed(call()));
      for (const secret of secrets) expect(told).not.toContain(secret);
      failures += 1;
    }
  }
  expect(failures).toBe(3 * answers.length);
});

test('only the hosts of Twilio that messages go through are called', async () => {
  const own = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json';
  expect(twilioAddress(own, null)).toBe(own);
  expect(twilioAddress('https://verify.dublin.ie1.twilio.com/v2/Services?a=b', null)).toBe(
    'https://verify.dublin.ie1.twilio.com/v2/Services?a=b',
  );
  expect(twilioAddress(own, 'http://localhost:4010/')).toBe(
    'http://localhost:4010/2010-04-01/Accounts/AC1/Messages.json',
  );
  expect(twilioAddress('https://verify.twilio.com/v2/Services', 'https://mock.example/twilio')).toBe(
    'https://mock.example/twilio/v2/Services',
  );
  for (const foreign of [
    'https://lookups.twilio.com/v2',
    'https://api.twilio.com.example.org/',
    'https://api.twilio.com@example.org/',
    'https://example.org/api.twilio.com',
    'https://my-api.twilio.com/',
    'https://apiXtwilio.com/',
    'https://api.twilio.com:8443/',
    'http://api.twilio.com/',
  ]) {
    for (const baseUrl of [null, 'http://localhost:4010']) {
      expect(() => twilioAddress(foreign, baseUrl)).toThrow(MessageError);
    }
  }
});

test('the library cannot call another host, wherever it is pointed', async () => {
  const client = twilioClient(account);
  expect(await failed(client.lookups.v2.phoneNumbers(phone).fetch())).toMatchObject({ reason: 'refused' });
  const elsewhere = client.request({ method: 'post', uri: 'https://example.org/', data: {} });
  expect(await failed(elsewhere)).toMatchObject({ reason: 'refused' });
  expect(requests).toHaveLength(0);
});
