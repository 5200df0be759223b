import { ConnectionError, RegularsError } from './errors.ts';
import { eventsOf } from './events.ts';
import { pause } from './pause.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { Change } from './schema.ts';
import type { CallOptions, Send } from './transport.ts';

export interface Changes {
  /**
   * What changes in the business, as it does, for as long as one reads. A connection that breaks is made again, and
   * what was missed is told then; `kind: 'everything'` where that cannot be said any more. Throws when the server
   * refuses: the session is over, say.
   */
  watch(
    options?: Omit<CallOptions, 'maxRetries'> & {
      /** Is told where one is, to go on from there another time. */
      onPosition?: ((position: string) => void) | undefined;
      /** From where to go on: what `onPosition` was told. */
      since?: string | undefined;
    },
  ): AsyncGenerator<Change, void, undefined>;
}

/** The server sends something three times in it. */
const silentMs = 45_000;

export const changesOf = (send: Send): Changes => ({
  async *watch({ since, onPosition, ...options } = {}) {
    let position = since;
    for (let tries = 1; ; tries += 1) {
      try {
        const headers = {
          accept: 'text/event-stream, application/problem+json',
          ...(position && { 'last-event-id': position }),
        };
        const response = await send.open(
          { method: 'GET', path: '/api/v1/changes', headers },
          { ...options, maxRetries: 0 },
        );
        for await (const { id, data } of eventsOf<Change>(response, options.signal, silentMs)) {
          tries = 0;
          if (data) yield data;
          if (!id) continue;
          position = id;
          onPosition?.(id);
        }
        throw new ConnectionError('The changes broke off');
      } catch (error) {
        const delay = error instanceof RegularsError ? retryDelayMs(error, Math.max(tries, 1)) : null;
        if (delay === null) throw error;
        await pause(delay, options.signal);
      }
    }
  },
});
