import { open } from 'node:fs/promises';
import { messageChannels } from '@regulars/contract/verification';
import { MessageError, type MessageSender } from './messenger.ts';

/**
 * Appends one JSON line `{to, body, at}` for each message: for tests and for trying things out. A line is one write to
 * a file opened for appending, so that several processes can share the file.
 */
export const fileMessages = (file: string): MessageSender => ({
  kind: 'message',
  name: 'file',
  channels: messageChannels,
  send: async ({ to, body }) => {
    const line = `${JSON.stringify({ to, body, at: new Date().toISOString() })}\n`;
    try {
      // Codes are nobody else's business, on a developer's machine neither.
      await using outbox = await open(file, 'a', 0o600);
      await outbox.write(line);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new MessageError('unavailable', `The file of SMS_OUTBOX_FILE cannot be written (${code}).`);
    }
    return { providerId: null };
  },
});
