import { type DestinationStream, type Level, type Logger, type LoggerOptions, pino } from 'pino';

const secretFields = /^(authorization|cookie|set-cookie|password|secret|token|.*Token|apiKey)$/i;

// What is looked for in any text: messages of errors quote what they were given.
const masks: [RegExp, string | ((found: string) => string)][] = [
  // Rows, as PostgreSQL tells of them.
  [/Failing row contains \(.*\)/gs, 'Failing row contains (***)'],
  [/\)=\(.*?\)(?= |\.|"|$)/gs, ')=(***)'],
  [/(invalid input [^:\n]*: )"[^"]*"/g, '$1"***"'],
  // Tokens, keys, cookies, passwords in addresses.
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '***'],
  [/\brgl_[\w-]+/g, 'rgl_***'],
  [/\b(Bearer|Basic) +[^\s"',]+/gi, '$1 ***'],
  [/((?:session_token|token|code|key|password|secret)=)[^\s;&"',]+/gi, '$1***'],
  [/(\w+:\/\/[^\s:/@]+:)[^\s@/]+@/g, '$1***@'],
  // People.
  [/[\p{L}\p{N}._%+'-]+(@|%40)(?=[\p{L}\p{N}-]+\.[\p{L}\p{N}])/gu, '***$1'],
  [
    // Neither a day, nor a part of an id. In an address of the web its plus is %2B.
    /(?:(?<=%2B)|(?<![\p{L}\p{N}_.:-]))(?!\d{4}-\d\d-\d\d)\+?\p{Nd}(?:[ ().-]?\p{Nd}){6,14}(?![\p{L}\p{N}_:-])/gu,
    (phone) => `****${phone.slice(-2)}`,
  ],
];

/** A text without what is secret or says who somebody is. */
export const maskText = (text: string): string =>
  masks.reduce((masked, [found, instead]) => masked.replaceAll(found, instead as string), text);

const masked = (value: unknown, field = ''): unknown => {
  if (typeof value === 'string') {
    // What an operator looks for.
    if (field === 'requestId') return value;
    return secretFields.test(field) ? '***' : maskText(value);
  }
  if (Array.isArray(value)) return value.map((inner) => masked(inner, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [maskText(name), masked(inner, name)]),
  );
};

/**
 * The server's log: a line of JSON for each thing that happened, whatever stands in it. What looks like a phone, an
 * e-mail or a secret leaves the process only masked, wherever it stands, so that no caller has to think of it.
 */
export const createLog = (
  level: Level | 'silent',
  { hooks, to }: { hooks?: LoggerOptions['hooks']; to?: DestinationStream } = {},
): Logger =>
  pino(
    { level, hooks: { ...hooks, streamWrite: (line) => `${JSON.stringify(masked(JSON.parse(line)))}\n` } },
    ...((to ? [to] : []) as [DestinationStream]),
  );
