import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import ar from '../locales/ar.json';
import en from '../locales/en.json';

export type Language = 'en' | 'ar';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const key = 'regulars.language';

/** What first-paint.js has put on the page before this loaded. */
const firstLanguage: Language = document.documentElement.lang === 'ar' ? 'ar' : 'en';

void i18n.use(initReactI18next).init({
  lng: firstLanguage,
  fallbackLng: false,
  resources: { en: { translation: en }, ar: { translation: ar } },
  // React escapes already; a name such as O'Neil must not come out as O&#39;Neil.
  interpolation: { escapeValue: false },
});

export const directionOf = (language: Language) => (language === 'ar' ? 'rtl' : 'ltr');

/** The one to change to, named in itself. */
export const otherLanguage = (language: Language) =>
  language === 'ar' ? ({ code: 'en', name: 'English' } as const) : ({ code: 'ar', name: 'العربية' } as const);

export const speak = (language: Language) => {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  try {
    localStorage.setItem(key, language);
  } catch {
    // A browser that forbids storage still gets the language, for this visit.
  }
  return i18n.changeLanguage(language);
};

export { i18n };
