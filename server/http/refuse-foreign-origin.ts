import { Refusal } from '../refusal.ts';

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * Refuses what another site makes a signed-in browser send (cross-site request forgery). Programs that are not
 * browsers send neither header.
 *
 * @param publicOrigin where the server is reached, when a proxy in front of it changes `Host`
 */
export const refuseForeignOrigin =
  (publicOrigin: string) =>
  (method: string, headers: Headers): void => {
    if (safeMethods.has(method)) return;
    const site = headers.get('sec-fetch-site');
    if (site === 'same-origin' || site === 'none') return;
    const origin = headers.get('origin');
    if (site === null && origin === null) return;
    if (origin === publicOrigin) return;
    if (site === null && origin && URL.canParse(origin) && new URL(origin).host === headers.get('host'))
      return;
    throw new Refusal('foreign_origin');
  };
