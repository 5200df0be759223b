import twilio from 'twilio';
import { MessageError } from './messenger.ts';

export interface TwilioAccount {
  accountSid: string;
  authToken: string;
  /** Where to call instead of Twilio, a path in front included; null for Twilio itself. */
  baseUrl: string | null;
  /** For a whole call: name, connection, answer and its last byte. */
  timeoutMilliseconds: number;
}

// With the edge and the region that the library takes from TWILIO_EDGE and TWILIO_REGION, such as
// api.dublin.ie1.twilio.com.
const ownHost = /^(api|verify)(\.[a-z0-9-]+){0,2}\.twilio\.com$/;

/**
 * Where a request of Twilio's library goes. Whatever it names but the two products used here is refused before a
 * connection is made: the request carries our credentials.
 *
 * @throws MessageError
 */
export const twilioAddress = (uri: string, baseUrl: string | null): string => {
  const { protocol, hostname, port, pathname, search } = new URL(uri);
  if (protocol !== 'https:' || port !== '' || !ownHost.test(hostname)) {
    throw new MessageError('refused', `${hostname} is no host of Twilio that messages are sent through.`);
  }
  return `${baseUrl?.replace(/\/+$/, '') ?? `https://${hostname}`}${pathname}${search}`;
};

/**
 * Carries the library's requests by `fetch` rather than by its own axios, which keeps the last request, text and
 * credentials included, in memory and in its errors, and whose time-out starts anew with each byte.
 */
class TwilioHttp extends twilio.RequestClient {
  readonly #account: TwilioAccount;

  constructor(account: TwilioAccount) {
    super();
    this.#account = account;
  }

  /** @throws MessageError for every answer but a resource with a `sid`, and where there is none */
  override async request<Data>(
    request: Parameters<twilio.RequestClient['request']>[0],
  ): Promise<{ statusCode: number; body: Data; headers: Headers }> {
    const { accountSid, authToken, baseUrl, timeoutMilliseconds } = this.#account;
    const address = twilioAddress(request.uri, baseUrl);
    const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
    let response: Response;
    let text: string;
    try {
      response = await fetch(address, {
        method: request.method.toUpperCase(),
        headers: { ...request.headers, authorization: `Basic ${credentials}` },
        body: new URLSearchParams(request.data as Record<string, string>),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      text = await response.text();
    } catch (error) {
      throw new MessageError('unavailable', `Twilio gave no answer (${failureOf(error as Error)}).`);
    }
    const body = objectOf(text);
    if (!response.ok) throw refusalOf(response, body);
    if (typeof body?.sid !== 'string') {
      throw new MessageError('unavailable', `Twilio answered ${response.status} with something unreadable.`);
    }
    return { statusCode: response.status, body: body as Data, headers: response.headers };
  }
}

const failureOf = ({ name, cause }: Error): string =>
  name === 'TimeoutError' ? 'time-out' : ((cause as NodeJS.ErrnoException | undefined)?.code ?? name);

const objectOf = (text: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
};

const refusalOf = ({ status, headers }: Response, body: Record<string, unknown> | null): MessageError => {
  const providerCode = typeof body?.code === 'number' ? body.code : undefined;
  const answered = `Twilio answered ${status}${providerCode === undefined ? '' : `, error ${providerCode}`}.`;
  if (status === 429) {
    const wait = headers.get('retry-after') ?? '';
    const retryAfterSeconds = /^\d{1,6}$/.test(wait) ? Number(wait) : undefined;
    return new MessageError('busy', answered, { providerCode, retryAfterSeconds });
  }
  const reason = status >= 400 && status < 500 ? 'refused' : 'unavailable';
  return new MessageError(reason, answered, { providerCode });
};

/** Twilio's library on our own transport: one attempt for a call, every failure a MessageError. */
export const twilioClient = (account: TwilioAccount): twilio.Twilio =>
  twilio(account.accountSid, account.authToken, { httpClient: new TwilioHttp(account) });
