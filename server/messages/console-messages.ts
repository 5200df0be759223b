import { messageChannels } from '@regulars/contract/verification';
import type { MessageSender } from './messenger.ts';

/** Prints each message where the developer looks anyway. */
export const consoleMessages: MessageSender = {
  kind: 'message',
  name: 'console',
  channels: messageChannels,
  send: async ({ to, body, channel }) => {
    process.stdout.write(`${channel === 'sms' ? 'SMS' : 'WhatsApp'} to ${to}:\n${body}\n`);
    return { providerId: null };
  },
};
