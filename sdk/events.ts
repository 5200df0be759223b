import { ConnectionError } from './errors.ts';

interface ServerSentEvent<Data> {
  /** Where to go on from; empty where the server says nothing of it. */
  id: string;
  data: Data | undefined;
}

/**
 * Server-sent events, their data parsed; leaving the loop ends the sending.
 *
 * @param signal the caller's, whose reason is thrown
 * @param silentMs so long nothing at all may come before the connection is taken for dead
 */
export async function* eventsOf<Data>(
  response: Response,
  signal: AbortSignal | undefined,
  silentMs?: number,
): AsyncGenerator<ServerSentEvent<Data>, void, undefined> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let text = '';
  try {
    for (;;) {
      const timer =
        silentMs === undefined ? undefined : setTimeout(() => void reader.cancel().catch(() => {}), silentMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return;
      text += value;
      // Our own server writes an event as lines of its own and a line that is empty.
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const after = (name: string) => lines.find((line) => line.startsWith(name))?.slice(name.length);
        const data = after('data: ');
        yield { id: after('id: ') ?? '', data: data === undefined ? undefined : JSON.parse(data) };
      }
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ConnectionError('The events broke off', { cause });
  } finally {
    await reader.cancel().catch(() => {});
  }
}
