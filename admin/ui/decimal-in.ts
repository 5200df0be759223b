import { latinDigits } from './latin-digits.ts';

/**
 * The decimal that somebody has typed, in digits of either script, as the API writes it; null where it is none. A
 * comma is refused: to some readers it parts thousands, to others the fraction.
 */
export const decimalIn = (text: string): string | null => {
  const plain = latinDigits(text).trim().replace('٫', '.');
  return /^\d{1,12}(\.\d{1,4})?$/.test(plain) ? plain : null;
};
