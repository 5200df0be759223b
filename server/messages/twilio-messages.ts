import type { MessageSender } from './messenger.ts';
import type { TwilioAccount } from './twilio-client.ts';

export interface TwilioOrigin {
  /** A number in E.164, a short code or a name that receivers see. */
  from?: string | undefined;
  messagingServiceSid?: string | undefined;
  /** Where Twilio tells what became of a message; null where it cannot reach us. */
  statusCallback: string | null;
}

/** Source: https://www.twilio.com/docs/messaging/api/message-resource */
export const twilioMessages = (account: TwilioAccount, origin: TwilioOrigin): MessageSender => {
  // Takes long to load, so only where it is configured, and at the start rather than at the first message.
  const client = import('./twilio-client.ts').then(({ twilioClient }) => twilioClient(account));
  const { from, messagingServiceSid, statusCallback } = origin;
  return {
    kind: 'message',
    name: 'twilio',
    // WhatsApp takes our text only for a day after somebody wrote to us: no way for a code.
    channels: ['sms'],
    send: async ({ to, body, channel }) => {
      const address = (phone: string) => (channel === 'whatsapp' ? `whatsapp:${phone}` : phone);
      const { sid } = await (await client).messages.create({
        to: address(to),
        body,
        ...(from !== undefined && { from: address(from) }),
        ...(messagingServiceSid !== undefined && { messagingServiceSid }),
        ...(statusCallback !== null && { statusCallback }),
      });
      return { providerId: sid };
    },
  };
};
