/**
 * A name that somebody else has chosen, for a mail to whoever did not ask for it: null where it could be more than a
 * name. Programs for mail make links of whatever looks like an address or a number, so that no dot may have letters
 * behind it, and a phone, a price or a code no room. What is left can still be a lie; it leads nowhere.
 */
export const harmlessName = (written: string): string | null => {
  const name = written.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
  const isWords = /^(?=.*\p{L})(?:[\p{L}\p{M}\p{Nd} '’&(),،-]|(?<=[\p{L}\p{M}])\.(?= |$)){1,60}$/u.test(name);
  const digits = name.match(/\p{Nd}/gu)?.length ?? 0;
  return isWords && digits <= 4 ? name : null;
};
