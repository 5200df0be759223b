/** One of these in the text itself would end the isolate, and turn what stands behind it. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g;
const without = (text: string) => text.replaceAll(turns, '');

/** For plain text such as titles and spoken labels, where `<bdi>` cannot stand: Unicode's left-to-right isolate. */
export const isolateLtr = (text: string) => `\u2066${without(text)}\u2069`;

/** The same for a name, whose own letters say its direction. */
export const isolate = (text: string) => `\u2068${without(text)}\u2069`;
