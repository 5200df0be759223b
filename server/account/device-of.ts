import Bowser from 'bowser';

/** What a browser calls itself, as people do; null where it says nothing that is known. */
export const deviceOf = (userAgent: string | null) => {
  if (!userAgent) return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent);
  return { browser: browser.name || null, system: os.name || null };
};
