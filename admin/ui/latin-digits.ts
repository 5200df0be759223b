/** Arabic-Indic and Persian digits as 0-9, full-width signs as ASCII. */
export const latinDigits = (text: string): string =>
  text
    .normalize('NFKC')
    // The last four bits of these are the digit.
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
