import { fold } from './fold.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const inFull = (year: string) => {
  if (year.length === 4) return year;
  return Number(year) > new Date().getFullYear() % 100 ? `19${year}` : `20${year}`;
};

/** More than anybody writes a date in. Cells of files are as long as their sender likes, and reading takes its cube. */
const longest = 100;

/**
 * A date as eight digits, year first, whether or not the calendar has it: a typing error is still evidence.
 * A year alone is four digits.
 * @param monthFirst of "05/10/1977" the month is 5. Where a part is above 12 it is the day in any case.
 * @returns null where no date can be read
 */
export const readDate = (written: string, monthFirst = false): string | null => {
  const text = fold(written).trim();
  if (text.length > longest) return null;
  const solid = /^(\d{8})(?:\D|$)/.exec(text)?.[1];
  if (solid) {
    if (/^(1[5-9]|20)/.test(solid)) return solid;
    return solid.slice(4) + (monthFirst ? solid.slice(0, 4) : solid.slice(2, 4) + solid.slice(0, 2));
  }
  const named = /^(\d{1,2})?\D*?([a-z]{3})[a-z]*\W*(\d{1,2})?\W+(\d{4})/.exec(text);
  if (named) {
    const month = months.indexOf(named[2]!) + 1;
    const day = named[1] ?? named[3];
    if (month > 0) return `${named[4]}${String(month).padStart(2, '0')}${(day ?? '01').padStart(2, '0')}`;
  }
  const parts = /^(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})(?:\D|$)/.exec(text);
  if (parts) {
    const [, first = '', second = '', third = ''] = parts;
    if (first.length >= 3)
      return first.padStart(4, '0') + second.padStart(2, '0') + third.slice(0, 2).padStart(2, '0');
    const swap = Number(second) > 12 || (monthFirst && Number(first) <= 12);
    const [day, month] = swap ? [second, first] : [first, second];
    return inFull(third.padStart(2, '0')).padStart(4, '0') + month.padStart(2, '0') + day.padStart(2, '0');
  }
  return /^(1[5-9]|20)\d\d$/.test(text) ? text : null;
};

/** Whether a column's dates begin with the month: some have a second part above 12, and none a first. */
export const beginsWithMonth = (dates: Iterable<string>): boolean => {
  let monthFirst = 0;
  let dayFirst = 0;
  for (const date of dates) {
    const parts = /^\s*(\d{1,2})\D+(\d{1,2})\D+\d{2,4}/.exec(fold(date));
    if (!parts) continue;
    if (Number(parts[1]) > 12) dayFirst += 1;
    if (Number(parts[2]) > 12) monthFirst += 1;
  }
  return monthFirst > dayFirst;
};
