/** For plain text such as titles and spoken labels, where `<bdi>` cannot stand: Unicode's left-to-right isolate. */
export const isolateLtr = (text: string) => `\u2066${text}\u2069`;

/** The same for a name, whose own letters say its direction. */
export const isolate = (text: string) => `\u2068${text}\u2069`;
