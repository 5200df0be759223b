import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { Refusal } from '../refusal.ts';

/** A file that came with a request. */
export interface Upload {
  /** As its sender calls it, without folders. */
  name: string;
  /** Where it lies until `drop`. */
  path: string;
  bytes: number;
  /** Of name and content. */
  digest: string;
  drop(): Promise<void>;
}

/** A boundary, a name and little else, in bytes. */
const aroundFile = 16_384;

/**
 * The one file of a form, which goes to the disk as it comes: memory holds a piece of it at a time.
 *
 * @param largest in bytes
 * @throws Refusal unsupported_media_type, body_too_large, malformed_request
 */
export const readUpload = async (request: Request, largest: number): Promise<Upload> => {
  const type = request.headers.get('content-type') ?? '';
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (!/^multipart\/form-data\s*;/i.test(type) || encoding !== 'identity' || request.body === null) {
    throw new Refusal('unsupported_media_type', {
      detail: 'Send multipart/form-data with the file as its field `file`.',
    });
  }
  if (Number(request.headers.get('content-length') ?? 0) > largest + aroundFile) {
    throw new Refusal('body_too_large');
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-upload-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  try {
    const file = await receive(request.body, type, path.join(folder, 'file'), largest);
    return { ...file, drop };
  } catch (error) {
    await drop();
    throw error;
  }
};

const receive = async (
  body: ReadableStream<Uint8Array>,
  type: string,
  target: string,
  largest: number,
): Promise<Omit<Upload, 'drop'>> => {
  const malformed = (detail: string) => new Refusal('malformed_request', { detail });
  let form: InstanceType<typeof Busboy>;
  try {
    form = new Busboy({
      headers: { 'content-type': type } as BusboyHeaders,
      limits: { files: 1, fileSize: largest, fields: 20, fieldSize: 1024, parts: 21 },
    });
  } catch {
    throw malformed('The form names no boundary.');
  }
  const hash = createHash('sha256');
  let found: { name: string; written: Promise<void> } | null = null;
  let bytes = 0;
  let tooLarge = false;
  form.on('file', (field, stream, name = '') => {
    // The first one named so is the one; what else there may be flows off.
    if (field !== 'file' || found) {
      stream.resume();
      return;
    }
    stream.on('limit', () => {
      tooLarge = true;
    });
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        bytes += chunk.length;
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const written = pipeline(stream, counted, createWriteStream(target));
    written.catch(() => {});
    found = { name: path.basename(name.replaceAll('\\', '/')), written };
  });
  const incoming = Readable.fromWeb(body as never);
  // What is too large is not waited for to its end, be it the file or what stands beside it.
  let all = 0;
  const watch = new Transform({
    transform(chunk: Buffer, _, done) {
      all += chunk.length;
      done(tooLarge || all > largest + aroundFile ? new Refusal('body_too_large') : null, chunk);
    },
  });
  try {
    await pipeline(incoming, watch, form);
    await (found as { written: Promise<void> } | null)?.written;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (tooLarge) throw new Refusal('body_too_large');
    throw malformed('The form broke off.');
  }
  if (tooLarge) throw new Refusal('body_too_large');
  if (!found) throw malformed('The form has no file in a field named "file".');
  const { name } = found as { name: string };
  hash.update(name);
  return { name: name.slice(0, 200) || 'file', path: target, bytes, digest: hash.digest('base64url') };
};
