import { createRegulars } from '@regulars/sdk';
import { heardFetch } from '../connection/connection.ts';

/** The API on the page's own origin; the session cookie travels by itself. */
export const regulars = createRegulars({ baseUrl: window.location.origin, fetch: heardFetch });
