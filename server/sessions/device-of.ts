import Bowser from 'bowser';

// Whatever else it calls itself is the words of whoever sent it, and some of these words go out by mail.
const browsers = new Set(Object.values(Bowser.BROWSER_MAP));

/** What a browser calls itself, as people do; null where it says nothing that is known. */
export const deviceOf = (userAgent: string | null) => {
  if (!userAgent) return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent);
  const isKnown = browser.name !== undefined && browsers.has(browser.name);
  return { browser: isKnown ? browser.name! : null, system: os.name || null };
};
