/** The calling codes of the world by their beginnings: one digit, two, and else three. */
const international = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d+)$/;

/**
 * An E.164 number as it is read out: the calling code, then threes and fours, with the last four together, by which
 * customers are asked for (`+968 9234 5678`, `+971 50 123 4567`). Whatever else is written stays in one.
 */
export const phoneGroups = (phone: string): string[] => {
  const [, code, rest] = international.exec(phone) ?? [];
  if (code === undefined || rest === undefined) return [phone];
  const groups: string[] = [];
  let left = rest;
  for (let size = 4; left.length > size; size = left.length === 4 ? 4 : 3) {
    groups.unshift(left.slice(-size));
    left = left.slice(0, -size);
  }
  return [`+${code}`, left, ...groups];
};
