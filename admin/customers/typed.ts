/** What somebody has typed into the search box, as the beginning of a new customer. */
export interface Prefill {
  phone?: string;
  name?: string;
  email?: string;
}

/** What is filled in so far, without the spaces around it. */
export type Typed = Partial<Record<'phone' | 'name' | 'name2' | 'email', string>>;

export const filledIn = (values: Record<keyof Typed, string>): Typed =>
  Object.fromEntries(
    Object.entries(values)
      .map(([field, value]) => [field, value.trim()])
      .filter(([, value]) => value !== ''),
  );

const phoneLike = /^[+＋]?[\p{Nd}\s().\-‐-―/]+$/u;

export const digitsIn = (text: string) => text.match(/\p{Nd}/gu)?.length ?? 0;

export const prefillOf = (typed: string): Prefill => {
  const text = typed.trim();
  if (text === '') return {};
  if (phoneLike.test(text) && digitsIn(text) >= 3) return { phone: text };
  if (/^\S+@\S*$/.test(text)) return { email: text };
  return { name: text };
};
