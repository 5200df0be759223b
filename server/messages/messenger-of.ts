import { type Settings, StartError } from '../settings.ts';
import { consoleMessages } from './console-messages.ts';
import { deliveryStatusUrl } from './delivery-status.ts';
import { fileMessages } from './file-messages.ts';
import { MessageError, type MessageSender, type Messenger } from './messenger.ts';
import type { TwilioAccount } from './twilio-client.ts';
import { twilioMessages } from './twilio-messages.ts';
import { twilioVerify } from './twilio-verify.ts';

// A server without verification is of use: it starts, and says at the first code what it lacks.
const noMessages: MessageSender = {
  kind: 'message',
  name: 'none',
  channels: [],
  send: async () => {
    throw new MessageError('unavailable', 'No message can be sent: SMS_PROVIDER names no provider.');
  },
};

const callTimeoutMilliseconds = 8000;

/**
 * The way that SMS_PROVIDER names. Without one: the console in development; in production one that refuses each
 * message, named `none`.
 *
 * @throws StartError where what the provider needs is not set, or where it is none for production
 */
export const messengerOf = (settings: Settings): Messenger => {
  const production = settings.NODE_ENV === 'production';
  const provider = settings.SMS_PROVIDER;
  if (production && (provider === 'console' || provider === 'file')) {
    throw new StartError(
      `SMS_PROVIDER=${provider} shows one-time codes to whoever can read them: with NODE_ENV=production, use twilio or twilio-verify.`,
    );
  }
  switch (provider) {
    case undefined:
      return production ? noMessages : consoleMessages;
    case 'console':
      return consoleMessages;
    case 'file':
      return fileMessages(required(settings, 'SMS_OUTBOX_FILE'));
    case 'twilio': {
      const { TWILIO_FROM: from, TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid } = settings;
      if (from === undefined && messagingServiceSid === undefined) {
        throw new StartError('SMS_PROVIDER=twilio needs TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID.');
      }
      return twilioMessages(accountOf(settings), {
        from,
        messagingServiceSid,
        statusCallback: deliveryStatusUrl(settings),
      });
    }
    case 'twilio-verify':
      return twilioVerify(accountOf(settings), required(settings, 'TWILIO_VERIFY_SERVICE_SID'));
  }
};

const accountOf = (settings: Settings): TwilioAccount => ({
  accountSid: required(settings, 'TWILIO_ACCOUNT_SID'),
  authToken: required(settings, 'TWILIO_AUTH_TOKEN'),
  baseUrl: settings.TWILIO_BASE_URL ?? null,
  timeoutMilliseconds: callTimeoutMilliseconds,
});

const required = (
  settings: Settings,
  name: 'SMS_OUTBOX_FILE' | 'TWILIO_ACCOUNT_SID' | 'TWILIO_AUTH_TOKEN' | 'TWILIO_VERIFY_SERVICE_SID',
): string => {
  const value = settings[name];
  if (value === undefined) throw new StartError(`SMS_PROVIDER=${settings.SMS_PROVIDER} needs ${name}.`);
  return value;
};
