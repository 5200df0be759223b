import { messageChannels } from '@regulars/contract/verification';
import { type CodeService, MessageError } from './messenger.ts';
import type { TwilioAccount } from './twilio-client.ts';

// Twilio forgets a verification that was answered, has expired or was tried too often: 404, or for the last, error
// 60202 with status 429. https://www.twilio.com/docs/api/errors/60202
const notFound = 20404;
const triedTooOften = 60202;

/** Source: https://www.twilio.com/docs/verify/api */
export const twilioVerify = (account: TwilioAccount, serviceSid: string): CodeService => {
  // Takes long to load, so only where it is configured, and at the start rather than at the first message.
  const loaded = import('./twilio-client.ts').then(({ twilioClient }) => twilioClient(account));
  const service = async () => (await loaded).verify.v2.services(serviceSid);
  return {
    kind: 'code-service',
    name: 'twilio-verify',
    channels: messageChannels,
    start: async (to, channel, language) => {
      const { sid } = await (await service()).verifications.create({ to, channel, locale: language });
      return { providerId: sid };
    },
    check: async (to, providerId, code) => {
      try {
        const checked = await (await service()).verificationChecks.create({
          verificationSid: providerId,
          code,
        });
        if (checked.status === 'pending') return 'wrong';
        if (checked.status !== 'approved' || !checked.valid) return 'expired';
        // An id that was kept with another phone proves nothing about this one.
        return checked.to === to ? 'right' : 'wrong';
      } catch (error) {
        const { providerCode } = error as MessageError;
        if (error instanceof MessageError && (providerCode === notFound || providerCode === triedTooOften)) {
          return 'expired';
        }
        throw error;
      }
    },
  };
};
