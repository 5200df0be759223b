import type { messageChannels } from '@regulars/contract/verification';
import type { E164 } from '../phones/normalize-phone.ts';

export type Channel = (typeof messageChannels)[number];

export interface Message {
  to: E164;
  body: string;
  channel: Channel;
}

/** Carries a text of ours: we make the code. */
export interface MessageSender {
  kind: 'message';
  /** What SMS_PROVIDER says; `none` where it says nothing. */
  name: string;
  /** Those that can be asked for with a hope of success. */
  channels: readonly Channel[];
  /**
   * @returns the provider's id of the message, by which its delivery status is told later; null where there is none
   * @throws MessageError
   */
  send(message: Message): Promise<{ providerId: string | null }>;
}

/** Makes, sends and checks the code itself (Twilio Verify): we never know it. */
export interface CodeService {
  kind: 'code-service';
  name: string;
  channels: readonly Channel[];
  /** @throws MessageError */
  start(to: E164, channel: Channel, language: 'en' | 'ar'): Promise<{ providerId: string }>;
  /**
   * @param providerId what `start` gave
   * @returns `expired` too where the provider no longer takes any answer: used, cancelled, tried too often
   * @throws MessageError where the provider gave no verdict
   */
  check(to: E164, providerId: string, code: string): Promise<'right' | 'wrong' | 'expired'>;
}

export type Messenger = MessageSender | CodeService;

/** `refused`: the same again would be, too. `unavailable`, `busy`: it may go later. */
export type MessageFailure = 'refused' | 'unavailable' | 'busy';

/**
 * Why a message did not go, safe to log: never the text, the code, the phone or a credential, so neither what the
 * provider wrote (it quotes phones) nor the error underneath (it may carry the request).
 */
export class MessageError extends Error {
  override readonly name = 'MessageError';
  readonly reason: MessageFailure;
  /** The provider's own number for what went wrong, such as Twilio's 21211. */
  readonly providerCode: number | undefined;
  /** As the provider asked for with `busy`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    reason: MessageFailure,
    message: string,
    told: { providerCode?: number | undefined; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(message);
    this.reason = reason;
    this.providerCode = told.providerCode;
    this.retryAfterSeconds = told.retryAfterSeconds;
  }
}
