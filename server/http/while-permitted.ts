/** A stream of events, to its end or until whoever opened it may have it no more, which is asked before each piece. */
export const whilePermitted = (
  of: ReadableStream<Uint8Array>,
  mayStill: () => Promise<boolean>,
): ReadableStream<Uint8Array> => {
  const reader = of.getReader();
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (!done && (await mayStill())) return controller.enqueue(value);
        await reader.cancel();
        controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
};
