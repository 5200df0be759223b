import { maskText } from '@regulars/contract/mask-text';
import { type DestinationStream, type Level, type Logger, type LoggerOptions, pino } from 'pino';

const secretFields = /^(authorization|cookie|set-cookie|password|secret|token|.*Token|apiKey)$/i;

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
