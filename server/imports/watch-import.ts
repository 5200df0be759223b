import { setTimeout as later } from 'node:timers/promises';
import type { Answer, JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { readImport } from './import-json.ts';

/** Between two looks at an import. */
const lookMs = 500;
/** So often something is sent in any case: a proxy takes a silent connection for a dead one. */
const silentLooks = 30;

const isAtWork = (json: JsonText) => /"state":"(checking|importing|rolling_back)"/.test(json);

/**
 * The import as server-sent events, until nothing is under way any more. By looking: whichever process is at work
 * writes how far it is, and a look is one read by key.
 *
 * @throws Refusal not_found
 */
export const watchImport = async (tenant: Tenant, id: string): Promise<Answer> => {
  const utf8 = new TextEncoder();
  const left = new AbortController();
  let json = await readImport(tenant, id);
  let sent: JsonText | null = null;
  const next = async (): Promise<string | null> => {
    if (sent !== null) {
      if (!isAtWork(sent)) return null;
      for (let look = 0; json === sent && look < silentLooks; look += 1) {
        await later(lookMs, undefined, { signal: left.signal });
        json = await readImport(tenant, id);
      }
      if (json === sent) return ': still at it\n\n';
    }
    sent = json;
    return `data: ${json}\n\n`;
  };
  const of = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const event = await next();
        if (event === null) controller.close();
        else controller.enqueue(utf8.encode(event));
      },
      cancel: () => left.abort(),
    },
    { highWaterMark: 0 },
  );
  return { status: 200, stream: { of, type: 'text/event-stream' }, headers: { 'x-accel-buffering': 'no' } };
};
