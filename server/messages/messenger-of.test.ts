import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { E164 } from '../phones/normalize-phone.ts';
import { readSettings, StartError } from '../settings.ts';
import type { MessageSender, Messenger } from './messenger.ts';
import { MessageError } from './messenger.ts';
import { messengerOf } from './messenger-of.ts';

const phone = '+96890123456' as E164;
const configured = (variables: Record<string, string>): Messenger => messengerOf(readSettings(variables));
const refused = (variables: Record<string, string>): string => {
  try {
    configured(variables);
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return (error as StartError).message;
  }
  throw new Error('started');
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regulars-messages-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('development prints codes unless told otherwise', () => {
  expect(configured({}).name).toBe('console');
  expect(configured({ SMS_PROVIDER: '' }).name).toBe('console');
});

test('production does not start where codes would be shown', () => {
  for (const provider of ['console', 'file']) {
    const SMS_OUTBOX_FILE = path.join(folder, 'production');
    expect(refused({ NODE_ENV: 'production', SMS_PROVIDER: provider, SMS_OUTBOX_FILE })).toBe(
      `SMS_PROVIDER=${provider} shows one-time codes to whoever can read them: with NODE_ENV=production, use twilio or twilio-verify.`,
    );
  }
});

test('production without a provider starts, and says at the first message what it lacks', async () => {
  const messenger = configured({ NODE_ENV: 'production' }) as MessageSender;
  expect(messenger.name).toBe('none');
  const error = await messenger.send({ to: phone, body: 'a', channel: 'sms' }).catch((reason) => reason);
  expect(error).toBeInstanceOf(MessageError);
  expect(error).toMatchObject({
    reason: 'unavailable',
    message: 'No message can be sent: SMS_PROVIDER names no provider.',
  });
});

test('a provider that lacks a setting does not start, and says which', () => {
  const account = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'a token' };
  expect(refused({ SMS_PROVIDER: 'file' })).toBe('SMS_PROVIDER=file needs SMS_OUTBOX_FILE.');
  expect(refused({ SMS_PROVIDER: 'twilio', ...account })).toBe(
    'SMS_PROVIDER=twilio needs TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID.',
  );
  expect(refused({ SMS_PROVIDER: 'twilio', TWILIO_FROM: '+15005550006' })).toBe(
    'SMS_PROVIDER=twilio needs TWILIO_ACCOUNT_SID.',
  );
  expect(refused({ SMS_PROVIDER: 'twilio-verify', ...account, TWILIO_AUTH_TOKEN: '' })).toBe(
    'SMS_PROVIDER=twilio-verify needs TWILIO_AUTH_TOKEN.',
  );
  expect(refused({ SMS_PROVIDER: 'twilio-verify', ...account })).toBe(
    'SMS_PROVIDER=twilio-verify needs TWILIO_VERIFY_SERVICE_SID.',
  );
});

test('a wrong setting is named and its value is not', () => {
  const message = refused({ SMS_PROVIDER: 'pigeon', TWILIO_ACCOUNT_SID: 'SK99', TWILIO_BASE_URL: 'ftp://a' });
  expect(message).toContain('SMS_PROVIDER is none of console, file, twilio, twilio-verify');
  expect(message).toContain('TWILIO_ACCOUNT_SID does not begin with AC');
  expect(message).toContain('TWILIO_BASE_URL is not an http(s) address');
  expect(message).not.toMatch(/pigeon|SK99|ftp:/);
});

test('what is configured for production is what sends', () => {
  const production = { NODE_ENV: 'production', TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'a token' };
  expect(configured({ ...production, SMS_PROVIDER: 'twilio', TWILIO_FROM: '+15005550006' })).toMatchObject({
    kind: 'message',
    name: 'twilio',
  });
  expect(
    configured({ ...production, SMS_PROVIDER: 'twilio-verify', TWILIO_VERIFY_SERVICE_SID: 'VA1' }),
  ).toMatchObject({ kind: 'code-service', name: 'twilio-verify' });
});

const sendFromOtherProcess = (outbox: string, sender: number, count: number) =>
  promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    `const { fileMessages } = await import(${JSON.stringify(path.join(import.meta.dirname, 'file-messages.ts'))});
       const { send } = fileMessages(${JSON.stringify(outbox)});
       await Promise.all(Array.from({ length: ${count} }, (_, n) =>
         send({ to: '${phone}', body: 'رمزك ${sender}-' + n + '\\n' + 'x'.repeat(3000), channel: 'sms' })));`,
  ]);

test('processes that share a file write whole lines, and nobody else can read them', async () => {
  const outbox = path.join(folder, 'outbox.jsonl');
  await Promise.all([1, 2, 3].map((sender) => sendFromOtherProcess(outbox, sender, 100)));
  const lines = (await readFile(outbox, 'utf8')).split('\n');
  expect(lines.pop()).toBe('');
  const written = lines.map((line) => JSON.parse(line) as { to: string; body: string; at: string });
  expect(new Set(written.map(({ body }) => body.split('\n')[0])).size).toBe(300);
  for (const line of written) {
    expect(Object.keys(line)).toEqual(['to', 'body', 'at']);
    expect(line.to).toBe(phone);
    expect(new Date(line.at).toISOString()).toBe(line.at);
  }
  expect((await stat(outbox)).mode & 0o077).toBe(0);
});

test('a file that cannot be written is unavailable, without the code', async () => {
  const SMS_OUTBOX_FILE = path.join(folder, 'missing', 'outbox.jsonl');
  const messenger = configured({ SMS_PROVIDER: 'file', SMS_OUTBOX_FILE }) as MessageSender;
  const error = await messenger.send({ to: phone, body: '493817', channel: 'sms' }).catch((reason) => reason);
  expect(error).toBeInstanceOf(MessageError);
  expect(error).toMatchObject({
    reason: 'unavailable',
    message: 'The file of SMS_OUTBOX_FILE cannot be written (ENOENT).',
  });
});

test('the console shows the whole text', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    `const { consoleMessages } = await import(${JSON.stringify(path.join(import.meta.dirname, 'console-messages.ts'))});
     await consoleMessages.send({ to: '${phone}', body: 'a\\n@b #1', channel: 'sms' });`,
  ]);
  expect(stdout).toBe(`SMS to ${phone}:\na\n@b #1\n`);
});
