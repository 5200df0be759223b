import type { Language } from '../shell/language.ts';

const isArabic = (text: string) => /\p{Script=Arabic}/u.test(text);

/** The name in the reader's script, where there is one. */
export const inOwnScript = (language: Language, { name, name2 }: { name: string; name2: string | null }) => {
  const wanted = language === 'ar';
  return name2 && isArabic(name2) === wanted && isArabic(name) !== wanted ? name2 : name;
};
