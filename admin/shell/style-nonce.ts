/**
 * What a style element has to carry for the browser to let it in: the server makes it up for each page that it sends
 * (server/http/security-headers.ts). The browser shows it to scripts alone.
 */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// Where what Mantine's dialogs hold the page behind them still with looks for it (get-nonce).
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
