// Not from `twilio` itself, which takes long to load and which only its senders need.
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { Settings } from '../settings.ts';

/** Where Twilio posts what became of a message, below PUBLIC_URL. */
export const deliveryStatusPath = '/webhooks/twilio/delivery-status';

/** What Twilio is told to call and has therefore signed; null where it would not reach us privately. */
export const deliveryStatusUrl = ({ PUBLIC_URL }: Pick<Settings, 'PUBLIC_URL'>): string | null =>
  PUBLIC_URL !== undefined && new URL(PUBLIC_URL).protocol === 'https:'
    ? `${PUBLIC_URL.replace(/\/+$/, '')}${deliveryStatusPath}`
    : null;

export interface DeliveryStatus {
  /** What `send` gave. */
  providerId: string;
  /** Twilio's word: queued, sending, sent, delivered, undelivered, failed, read or one that it adds. */
  status: string;
  /** Twilio's number for why it was not delivered. */
  errorCode: number | null;
}

/**
 * Source: https://www.twilio.com/docs/usage/security#validating-requests
 *
 * @param form the body of the request as it came, form-encoded
 * @param signature of the header X-Twilio-Signature
 * @returns null where Twilio did not sign this, for this address, with our token: answer 403 and do nothing
 */
export const readDeliveryStatus = (
  settings: Pick<Settings, 'PUBLIC_URL' | 'TWILIO_AUTH_TOKEN'>,
  form: string,
  signature: string | null,
): DeliveryStatus | null => {
  const url = deliveryStatusUrl(settings);
  if (url === null || settings.TWILIO_AUTH_TOKEN === undefined || signature === null) return null;
  const told = new URLSearchParams(form);
  const signed = Object.fromEntries([...told.keys()].map((name) => [name, told.getAll(name)]));
  if (!validateRequest(settings.TWILIO_AUTH_TOKEN, signature, url, signed)) return null;
  const providerId = told.get('MessageSid');
  const status = told.get('MessageStatus');
  if (providerId === null || status === null) return null;
  const errorCode = told.get('ErrorCode');
  return { providerId, status, errorCode: errorCode === null ? null : Number(errorCode) };
};
