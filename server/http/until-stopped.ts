/** A stream that would go on for ever, to its end or to that of the server: whoever reads it gets to the end of it. */
export const untilStopped = (
  of: ReadableStream<Uint8Array>,
  stopping: AbortSignal,
): ReadableStream<Uint8Array> => {
  const reader = of.getReader();
  const over = new AbortController();
  return new ReadableStream(
    {
      start: (controller) => {
        const stop = () => {
          controller.close();
          over.abort();
          void reader.cancel();
        };
        if (stopping.aborted) stop();
        else stopping.addEventListener('abort', stop, { signal: over.signal });
      },
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (over.signal.aborted) return;
        if (!done) return controller.enqueue(value);
        over.abort();
        controller.close();
      },
      cancel: (reason) => {
        over.abort();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
};
