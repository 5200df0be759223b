import { Readable } from 'node:stream';
import type { ImportFailureReason } from '@regulars/contract/import';
import { CsvError, parse } from 'csv-parse';
import { streamXlsxRows } from 'hucre/xlsx';
import { plainCell } from './plain-cell.ts';
import { csvOptions, type Delimiter, type Encoding } from './recognise-text.ts';

/** A row of a file. */
export interface FileRow {
  /** Where it begins, from 1. */
  line: number;
  cells: string[];
}

/** What a file is taken for. */
export type Reading = { format: 'csv'; encoding: Encoding; delimiter: Delimiter } | { format: 'xlsx' };

/** The file cannot be read any further; the message says why, to whoever sent it. */
export class UnreadableFile extends Error {
  /** For whoever cannot read the message, and from which line on. */
  readonly reason: ImportFailureReason | null;
  readonly line: number | null;

  constructor(message: string, reason: ImportFailureReason | null = null, line: number | null = null) {
    super(message);
    this.reason = reason;
    this.line = line;
  }
}

const mostColumns = 1000;

/** The rows of a file in pieces of a thousand; what is blank all over is none. */
export async function* readRows(
  chunks: AsyncIterable<Uint8Array>,
  reading: Reading,
): AsyncGenerator<FileRow[], void, undefined> {
  let rows: FileRow[] = [];
  for await (const row of reading.format === 'csv' ? csvRows(chunks, reading) : workbookRows(chunks)) {
    if (row.cells.every((cell) => cell.trim() === '')) continue;
    if (row.cells.length > mostColumns) {
      throw new UnreadableFile(
        `Line ${row.line} has more than ${mostColumns} columns.`,
        'too_wide',
        row.line,
      );
    }
    rows.push(row);
    if (rows.length < 1000) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: Extract<Reading, { format: 'csv' }>,
): AsyncGenerator<FileRow, void, undefined> {
  const decoder = new TextDecoder(encoding);
  const text = async function* () {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  };
  // Empty lines are passed over above: here they count, so that a line is where an editor shows it.
  const parser = parse({ ...csvOptions(delimiter), skip_empty_lines: false });
  const source = Readable.from(text());
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let line = 1;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      // Written for Excel, to say what the delimiter is.
      const isNote = line === 1 && /^sep=[,;\t|]$/i.test(record.join(delimiter));
      if (!isNote) yield { line, cells: record.map(plainCell) };
      line += 1;
      for (const cell of record) line += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? new UnreadableFile(
          `A quote that begins at line ${line} or later is not closed.`,
          'unclosed_quote',
          line,
        )
      : new UnreadableFile(`From line ${line} on the file is no CSV.`, 'no_csv', line);
  } finally {
    source.destroy();
  }
}

async function* workbookRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<FileRow, void, undefined> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  try {
    for await (const { index, values } of streamXlsxRows(Buffer.concat(pieces))) {
      yield { line: index + 1, cells: values.map(textOf) };
    }
  } catch (error) {
    throw new UnreadableFile(`The workbook cannot be read: ${(error as Error).message}`, 'no_workbook');
  }
}

/** What stands in a cell of a workbook, as somebody would type it. */
const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
  }
  return String(value);
};
