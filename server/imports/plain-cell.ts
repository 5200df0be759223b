const blank =
  '\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u2066-\\u206f\\u3000\\ufeff';
const signs = '-=+@\\u2212\\ufe62\\ufe63\\ufe66\\ufe6b\\uff0b\\uff0d\\uff1d\\uff20';
// The same as in regulars.csv_text: what a spreadsheet would run, behind any number of apostrophes.
const formula = `(?:[\\t\\r\\n]|[${blank}]*[${signs}])`;
const guarded = new RegExp(`^'+${formula}`);
const unguarded = new RegExp(`^'*${formula}`);

/** A cell of a CSV without the apostrophe that an export puts in front of what a spreadsheet would run. */
export const plainCell = (cell: string): string =>
  cell.charCodeAt(0) === 0x27 && guarded.test(cell) ? cell.slice(1) : cell;

/** As regulars.csv_text writes a cell. */
export const csvCell = (text: string): string =>
  `"${(unguarded.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
