const utf8 = new TextEncoder();

/** Pieces of text as a body: each is made when the reader asks for it, none ahead, and a reader who goes away ends it. */
export const textStream = (pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> =>
  new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(utf8.encode(value));
      },
      cancel: async () => void (await pieces.return(undefined)),
    },
    { highWaterMark: 0 },
  );
