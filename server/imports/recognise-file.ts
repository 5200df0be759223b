import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ImportField } from '@regulars/contract/import';
import type { Upload } from '../http/read-upload.ts';
import { plainCell } from './plain-cell.ts';
import { hasHeading, proposeColumns } from './propose-columns.ts';
import type { Place } from './read-record.ts';
import { type Reading, UnreadableFile } from './read-rows.ts';
import { type Delimiter, delimiterOf, type Encoding, encodingOf, rowsOf } from './recognise-text.ts';
import { recogniseWorkbook } from './recognise-workbook.ts';

/** A column as org_imports keeps it. */
export interface Column {
  heading: string | null;
  samples: string[];
  field: ImportField | null;
  proposal: ImportField | null;
}

export interface Recognised {
  reading: Reading;
  heading: boolean;
  columns: Column[];
}

/** So much of a file tells what it is. */
export const startBytes = 262_144;
const sampledRows = 100;
const mostSamples = 5;

/** @throws UnreadableFile */
export const recogniseFile = async ({ path, bytes }: Upload, place: Place): Promise<Recognised> => {
  if (bytes === 0) throw new UnreadableFile('The file is empty.');
  const file = await open(path);
  const start = Buffer.alloc(Math.min(bytes, startBytes));
  await file.read(start, 0, start.length, 0).finally(() => file.close());
  if (start.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    const rows = await recogniseWorkbook(path, sampledRows);
    return recogniseRows({ format: 'xlsx' }, rows, place, {});
  }
  if (start.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new UnreadableFile('This is an old Excel file, or one with a password. Save it as XLSX or CSV.');
  }
  return recogniseText(start, bytes === start.length, place, { isUtf8: await isUtf8(path) });
};

const isUtf8 = async (path: string): Promise<boolean> => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: startBytes })) {
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
};

/** What somebody knows better. */
interface Said {
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
  heading?: boolean | undefined;
}

/**
 * @param start the beginning of the file
 * @throws UnreadableFile
 */
export const recogniseText = (
  start: Uint8Array,
  isWhole: boolean,
  place: Place,
  { isUtf8, ...said }: Said & { isUtf8: boolean },
): Recognised => {
  const encoding = said.encoding ?? encodingOf(start, isUtf8);
  const text = new TextDecoder(encoding).decode(start);
  if (text.includes('\0')) throw new UnreadableFile('The file is neither text nor a workbook.');
  const delimiter = said.delimiter ?? delimiterOf(text, isWhole);
  const rows = rowsOf(text.replace(/^sep=[,;\t|]\r?\n/i, ''), delimiter, isWhole)
    .slice(0, sampledRows)
    .map((cells) => cells.map(plainCell));
  return recogniseRows({ format: 'csv', encoding, delimiter }, rows, place, said);
};

const recogniseRows = (
  reading: Reading,
  read: string[][],
  place: Place,
  said: Pick<Said, 'heading'>,
): Recognised => {
  const rows = read.filter((cells) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) throw new UnreadableFile('There is no row in the file.');
  const heading = said.heading ?? hasHeading(rows, place);
  const width = Math.max(...rows.map((cells) => cells.length));
  const headings = Array.from({ length: width }, (_, column) =>
    heading ? (rows[0]![column] ?? '').trim() || null : null,
  );
  const values = heading ? rows.slice(1) : rows;
  const proposals = proposeColumns(headings, values, place);
  return {
    reading,
    heading,
    columns: headings.map((name, column) => ({
      heading: name && storable(name.slice(0, 200)),
      samples: values
        .map((cells) => cells[column] ?? '')
        .filter((cell) => cell.trim() !== '')
        .slice(0, mostSamples)
        .map((cell) => storable(cell.slice(0, 100))),
      field: proposals[column] ?? null,
      proposal: proposals[column] ?? null,
    })),
  };
};

/** As PostgreSQL can keep it. */
export const storable = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd');
