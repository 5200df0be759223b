import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

interface ArrivedMail {
  to: string[];
  /** Header fields, by their names in small letters. */
  headers: Map<string, string>;
  subject: string;
  text: string;
  html: string;
}

const decoded = (encoding: string | undefined, body: string): string => {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([\dA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString();
};

const headersIn = (text: string) =>
  new Map(
    text
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.split(':')[0]!.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );

/** RFC 2047, as our mailer writes it. */
const decodedField = (field: string) =>
  field.replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=(?: (?==\?))?/g, (_, encoding: string, words: string) =>
    encoding === 'B'
      ? Buffer.from(words, 'base64').toString()
      : decoded('quoted-printable', words.replaceAll('_', ' ')),
  );

const halves = (text: string): [string, string] => {
  const end = text.indexOf('\r\n\r\n');
  return [text.slice(0, end), text.slice(end + 4)];
};

const readMail = (to: string[], raw: string): ArrivedMail => {
  const [head, body] = halves(raw);
  const headers = headersIn(head);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [partHead, partBody] = halves(part.trimStart());
      const fields = headersIn(partHead);
      const encoding = fields.get('content-transfer-encoding');
      return { type: fields.get('content-type') ?? '', content: decoded(encoding, partBody) };
    });
  const of = (type: string) => parts.find((part) => part.type.startsWith(type))?.content ?? '';
  const subject = decodedField(headers.get('subject') ?? '');
  return { to, headers, subject, text: of('text/plain'), html: of('text/html') };
};

/** A real server for mail, which keeps what arrives; `refuses`: it takes nothing for now. */
export const startMailBox = async () => {
  const arrived: ArrivedMail[] = [];
  const box = { refuses: false };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, callback) =>
      callback(box.refuses ? Object.assign(new Error('not now'), { responseCode: 451 }) : null),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        arrived.push(readMail(to, Buffer.concat(chunks).toString()));
        callback();
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(box, {
    url: `smtp://127.0.0.1:${port}`,
    port,
    arrived,
    to: (email: string) => arrived.filter(({ to }) => to.includes(email)),
    stop: () => new Promise<void>((closed) => server.close(closed)),
  });
};
