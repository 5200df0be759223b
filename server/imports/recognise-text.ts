import type { importDelimiters, importEncodings } from '@regulars/contract/import';
import { parse } from 'csv-parse/sync';

export type Encoding = (typeof importEncodings)[number];
export type Delimiter = (typeof importDelimiters)[number];

/**
 * How a text is encoded. A mark at its beginning tells; without one UTF-8 is what can be read as UTF-8, which other
 * encodings practically never can. UTF-16 has a zero in every other byte of what is Latin, blank or a line's end.
 * Between the two of one byte: letters of Arabic stand beside each other, those that Western Europe has beyond ASCII
 * stand alone.
 *
 * @param start the beginning of the file
 * @param isUtf8 whether all of it can be read as UTF-8
 */
export const encodingOf = (start: Uint8Array, isUtf8: boolean): Encoding => {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (let at = 0; at < start.length; at += 1) if (start[at] === 0) zeros[at % 2]! += 1;
  const often = start.length / 20;
  if (zeros[1]! > often && zeros[0]! < zeros[1]! / 10) return 'utf-16le';
  if (zeros[0]! > often && zeros[1]! < zeros[0]! / 10) return 'utf-16be';
  if (isUtf8) return 'utf-8';
  let high = 0;
  let together = 0;
  for (let at = 0; at < start.length; at += 1) {
    if (start[at]! < 0xc0) continue;
    high += 1;
    if (start[at - 1]! >= 0xc0 || start[at + 1]! >= 0xc0) together += 1;
  }
  return high > 0 && together / high > 0.6 ? 'windows-1256' : 'windows-1252';
};

const candidates: readonly Delimiter[] = [',', ';', '\t', '|'];

/** What the options of csv-parse say in each place where a file is read. */
export const csvOptions = (delimiter: Delimiter) => ({
  delimiter,
  // One file may have come from several systems.
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: 1_000_000,
});

/**
 * By which delimiter the lines fall into the same number of cells, and the most of them.
 *
 * @param start the beginning of the text
 * @param isWhole whether that is all of it; else the last line may be cut off
 */
export const delimiterOf = (start: string, isWhole: boolean): Delimiter => {
  // Written for Excel: the first line says it.
  const said = /^sep=([,;\t|])\r?\n/i.exec(start)?.[1];
  if (said) return said as Delimiter;
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of candidates) {
    const widths = rowsOf(start, delimiter, isWhole).map((cells) => cells.length);
    const [first = 1] = widths;
    if (first < 2) continue;
    const alike = widths.filter((width) => width === first).length / widths.length;
    const score = alike * 100 + Math.min(first, 50);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
};

/** The first rows of a text; as far as they can be read. */
export const rowsOf = (start: string, delimiter: Delimiter, isWhole: boolean): string[][] => {
  const rows: string[][] = [];
  try {
    parse(start, {
      ...csvOptions(delimiter),
      to: 200,
      on_record: (record: string[]) => {
        rows.push(record);
        return null;
      },
    });
  } catch {
    // A quote that is closed further on, or never: what came before it tells enough.
    return rows;
  }
  return isWhole || rows.length < 2 ? rows : rows.slice(0, -1);
};
