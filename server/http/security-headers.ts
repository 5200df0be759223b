import { secureHeaders } from 'hono/secure-headers';

/**
 * What browsers may do with what we send: run our own scripts, talk to us, be framed by nobody.
 * Styles may stand in attributes: the admin's components place themselves so.
 */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'https:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  // Whether the site is reachable by https alone is for whoever runs the proxy to say.
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
});
