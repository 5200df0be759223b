// Runs before anything is painted, so that a page remembered as dark or Arabic never flashes light or English.
// The keys are those of shell/language.ts and shell/theme.ts.
(() => {
  const remembered = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const language = remembered('regulars.language') ?? (/^ar\b/i.test(navigator.language) ? 'ar' : 'en');
  root.lang = language === 'ar' ? 'ar' : 'en';
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
  const scheme = remembered('regulars.colour-scheme') ?? 'auto';
  const dark =
    scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
