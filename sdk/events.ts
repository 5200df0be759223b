import { ConnectionError } from './errors.ts';

/**
 * The data of server-sent events, parsed; leaving the loop ends the sending.
 *
 * @param signal the caller's, whose reason is thrown
 */
export async function* eventsOf<Data>(
  response: Response,
  signal: AbortSignal | undefined,
): AsyncGenerator<Data, void, undefined> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      // Our own server writes each event as one line of data and a line that is empty.
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        if (event.startsWith('data: ')) yield JSON.parse(event.slice('data: '.length));
      }
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ConnectionError('The events broke off', { cause });
  } finally {
    await reader.cancel().catch(() => {});
  }
}
