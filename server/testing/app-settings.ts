import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppSettings } from '../app.ts';
import { appSettingsOf } from '../app-settings.ts';
import type { Messenger } from '../messages/messenger.ts';
import { messengerOf } from '../messages/messenger-of.ts';
import { readSettings } from '../settings.ts';
import { testJwtSecret, testSecret } from './people-and-tenants.ts';

/** A file in which the messages of a server lie, as of SMS_PROVIDER=file. */
export const outbox = () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'regulars-outbox-')), 'outbox.jsonl');
  const messages = (): { to: string; body: string; at: string }[] => {
    try {
      return readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    } catch {
      return [];
    }
  };
  return {
    file,
    messages,
    /** The code in the last message to a phone. */
    codeFor: (phone: string): string =>
      /#(\d+)$/.exec(messages().findLast(({ to }) => to === phone)?.body ?? '')?.[1] ?? '',
  };
};

/** Settings of a server in tests; `environment` as an operator would set it. */
export const testAppSettings = (
  publicUrl: string,
  adminFolder: string | null,
  outboxFile: string,
  environment: Record<string, string> = {},
  messenger: Messenger | null = null,
): AppSettings => {
  const settings = readSettings({
    AUTH_JWT_SECRET: testJwtSecret,
    SMS_PROVIDER: 'file',
    SMS_OUTBOX_FILE: outboxFile,
    // Counted over all businesses, and all tests come from one address.
    OTP_IP_PER_HOUR: '100000',
    SIGN_IN_ADDRESS_TRIES: '100000',
    ...environment,
  });
  return appSettingsOf(settings, {
    secret: settings.AUTH_SECRET ?? testSecret,
    messenger: messenger ?? messengerOf(settings),
    publicUrl,
    stopping: new AbortController().signal,
    mails: null,
    adminFolder,
  });
};
