import { Refusal } from '../refusal.ts';

/** Each holds a connection for as long as it goes on. Of one business so few that others have a place. */
const most = { ofAll: 3, ofTenant: 2 };
const underWay: string[] = [];

/** Shorter than that of the database, which would leave the connection with us. */
const usualPatienceMs = 45_000;

export type End = 'complete' | 'broken_off' | 'failed';

/**
 * A place for a file that is read from the database as fast as its client takes it.
 *
 * @returns gives it back
 * @throws Refusal too_many_exports
 */
export const takePlace = (tenantId: string): (() => void) => {
  const ofTenant = underWay.filter((id) => id === tenantId).length;
  if (underWay.length >= most.ofAll || ofTenant >= most.ofTenant)
    throw new Refusal('too_many_exports', { headers: { 'retry-after': '10' } });
  underWay.push(tenantId);
  return () => void underWay.splice(underWay.indexOf(tenantId), 1);
};

/**
 * The same stream, whose end is told once: that it was read, that nobody reads it any more, that it broke.
 *
 * @param patienceMs who has not taken by then what was sent is sent nothing more
 */
export const toItsEnd = (
  stream: ReadableStream<Uint8Array>,
  told: (how: End) => Promise<void>,
  patienceMs = usualPatienceMs,
): ReadableStream<Uint8Array> => {
  const reader = stream.getReader();
  let ended: Promise<void> | null = null;
  const end = (how: End) => {
    ended ??= told(how);
    return ended;
  };
  const breakOff = () => Promise.allSettled([reader.cancel(), end('broken_off')]);
  let slow: NodeJS.Timeout | undefined;
  const wait = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    slow = setTimeout(() => {
      controller.error(new Error('Nobody has read on.'));
      void breakOff();
    }, patienceMs).unref();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: wait,
      pull: async (controller) => {
        clearTimeout(slow);
        try {
          const { done, value } = await reader.read();
          if (!done) {
            controller.enqueue(value);
            return wait(controller);
          }
          await end('complete');
          controller.close();
        } catch (error) {
          await end('failed');
          throw error;
        }
      },
      cancel: async () => {
        clearTimeout(slow);
        await breakOff();
      },
    },
    { highWaterMark: 0 },
  );
};
