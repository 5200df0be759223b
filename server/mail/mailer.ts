import { setTimeout as later } from 'node:timers/promises';
import { type Settings, StartError } from '../settings.ts';
import type { Mail } from './mail.ts';

export interface Mailer {
  /** Resolves once a server has taken the mail; rejects where it refuses, or takes longer than half a minute. */
  send(mail: Mail): Promise<void>;
}

/** For each of: to be connected, greeted, answered. */
const stepMs = 10_000;
const allMs = 30_000;

const isThisMachine = (host: string) => /^(localhost|127(\.\d+){3}|::1)$/.test(host);

/** What SMTP_URL says, as the library takes it. */
const connectionOf = (address: string) => {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // Otherwise whoever sits in between says that there is no TLS, and reads the link.
    requireTLS: !secure && !isThisMachine(host) && url.searchParams.get('tls') !== 'off',
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
  };
};

/**
 * The server for mail that SMTP_URL names; null where it names none, and then nothing of it is loaded.
 *
 * @throws StartError
 */
export const mailerOf = async ({
  SMTP_URL,
  MAIL_FROM,
  PUBLIC_URL,
  NODE_ENV,
}: Settings): Promise<Mailer | null> => {
  if (SMTP_URL === undefined) return null;
  if (MAIL_FROM === undefined) throw new StartError('SMTP_URL needs MAIL_FROM.');
  if (PUBLIC_URL === undefined && NODE_ENV === 'production') {
    throw new StartError('SMTP_URL needs PUBLIC_URL: the links in mails lead there.');
  }
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    ...connectionOf(SMTP_URL),
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    dnsTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text, html }) => {
      const over = new AbortController();
      // A server that answers byte by byte keeps to each of the times above.
      const tooLong = later(allMs, undefined, { signal: over.signal }).then(() => {
        throw new Error('The mail was not taken in time.');
      });
      const sent = transport.sendMail({
        from: MAIL_FROM,
        to: { name: '', address: to },
        subject,
        text,
        html,
        // Nobody's absence answers it.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
      try {
        await Promise.race([sent, tooLong]);
      } finally {
        over.abort();
        sent.catch(() => {});
        tooLong.catch(() => {});
      }
    },
  };
};
