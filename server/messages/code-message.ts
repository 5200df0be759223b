const codeTexts = {
  en: '{code} is your code. Do not share it with anyone.',
  ar: 'رمزك {code}، لا تشاركه.',
} as const;

/**
 * The text that carries a one-time code. With a code of six digits and a host of 37 characters or fewer it is one SMS
 * in either language (160 characters of GSM 7-bit, 70 of UCS-2).
 *
 * Its last line ties the code to the site, so that browsers fill it in there and nowhere else.
 * Source: https://wicg.github.io/sms-one-time-codes/
 *
 * @param host of the page that asks for the code, without scheme and port
 * @param text of the business, `{code}` standing for the code; null for ours
 */
export const codeMessage = (
  code: string,
  language: 'en' | 'ar',
  host: string,
  text: string | null = null,
): string => `${(text ?? codeTexts[language]).replaceAll('{code}', code)}\n@${host} #${code}`;
