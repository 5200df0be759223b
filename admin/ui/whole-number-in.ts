import { latinDigits } from './latin-digits.ts';

/** The whole number that somebody has typed, in digits of either script, grouped or not; null where it is none. */
export const wholeNumberIn = (text: string): number | null => {
  const digits = latinDigits(text).replace(/[\s,٬]/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
};
