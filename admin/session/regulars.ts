import { createRegulars } from '@regulars/sdk';

/** The API on the page's own origin; the session cookie travels by itself. */
export const regulars = createRegulars({ baseUrl: window.location.origin });
