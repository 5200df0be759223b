import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { CsvError, parse } from 'csv-parse';
import { beginsWithMonth } from './dates.ts';
import { link, type ScoredPair, threshold } from './link.ts';
import { createPreparer, knownFields, type LinkageRecord, type Prepared } from './prepare.ts';

const usage = `npm run -s dedupe -- input.csv --map map.json --out pairs.csv

Finds the rows of a CSV that are one customer. map.json says which columns hold what:
  {"id": "customer_no", "firstName": "given_name", "address": ["street", "building"], …}
Fields: id, ${knownFields.join(', ')};
any other is compared as plain text. Writes id_a,id_b,score: from ${threshold} on, more likely the same than not.`;

/** What the user can mend; ends the command with exit code 2. */
class InputError extends Error {}

interface Column {
  field: string;
  places: number[];
}

const readMap = async (file: string): Promise<Map<string, string[]>> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(
      `Cannot read the map ${file}: ${error.code === 'ENOENT' ? 'no such file' : error.message}`,
    );
  });
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new InputError(`The map ${file} is not JSON: ${(error as Error).message}`);
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InputError(`The map ${file} has to be one object: {"id": "column", …}`);
  }
  const map = new Map<string, string[]>();
  for (const [field, value] of Object.entries(given)) {
    const columns = Array.isArray(value) ? value : [value];
    if (columns.length === 0 || !columns.every((column) => typeof column === 'string')) {
      throw new InputError(`The map's "${field}" has to be the name of a column, or a list of them.`);
    }
    map.set(field, columns);
  }
  if (!map.has('id')) throw new InputError('The map has no "id": which column tells one row from another?');
  if (map.size === 1) throw new InputError('The map has nothing but "id": there is nothing to compare.');
  return map;
};

const placeColumns = (map: Map<string, string[]>, header: string[]): Column[] => {
  const absent: string[] = [];
  const columns = [...map].map(([field, names]) => ({
    field,
    places: names.map((name) => {
      const place = header.indexOf(name);
      if (place === -1) absent.push(`"${name}" (${field})`);
      return place;
    }),
  }));
  if (absent.length > 0) {
    throw new InputError(`The CSV has no column ${absent.join(', ')}. It has: ${header.join(', ')}`);
  }
  return columns;
};

const recordOf = (row: string[], columns: Column[]): LinkageRecord => {
  const record: LinkageRecord = { id: '' };
  for (const { field, places } of columns) {
    const values = places.map((place) => row[place]!.trim()).filter((value) => value !== '');
    record[field] = values.join(field === 'phone' || field === 'email' ? ';' : ' ');
  }
  return record;
};

/** So many rows are looked at before the first is prepared, to tell how dates are written. */
const looked = 5000;

const readRecords = async (
  file: string,
  map: Map<string, string[]>,
  otherFields: string[],
): Promise<Prepared[]> => {
  const parser = parse({ bom: true, skip_empty_lines: true });
  const records: Prepared[] = [];
  const ids = new Set<string>();
  let waiting: LinkageRecord[] = [];
  let prepare: ReturnType<typeof createPreparer> | undefined;
  let columns: Column[] | undefined;
  const start = () => {
    prepare = createPreparer({
      otherFields,
      monthFirst: beginsWithMonth(waiting.map(({ birthDate }) => birthDate ?? '')),
      remembered: 100_000,
    });
    for (const record of waiting) records.push(prepare(record));
    waiting = [];
  };
  const take = (row: string[]) => {
    if (!columns) {
      columns = placeColumns(map, row);
      return;
    }
    const record = recordOf(row, columns);
    const line = parser.info.lines;
    if (record.id === '') throw new InputError(`The row that ends on line ${line} has no id.`);
    if (ids.has(record.id)) throw new InputError(`The id "${record.id}" stands twice (line ${line}).`);
    ids.add(record.id);
    if (prepare) records.push(prepare(record));
    else waiting.push(record);
    if (waiting.length === looked) start();
  };
  try {
    await pipeline(createReadStream(file), parser, async (rows: AsyncIterable<string[]>) => {
      for await (const row of rows) take(row);
    });
  } catch (error) {
    if (error instanceof CsvError) throw new InputError(`${file} is no proper CSV: ${error.message}`);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined)
      throw new InputError(`Cannot read ${file}: ${code === 'ENOENT' ? 'no such file' : message}`);
    throw error;
  }
  if (!columns) throw new InputError(`${file} is empty: its first line has to name the columns.`);
  if (!prepare) start();
  return records;
};

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Written beside and renamed, so that there is never half a file. */
const writePairs = async (file: string, pairs: ScoredPair[]) => {
  const unfinished = `${file}.${process.pid}.part`;
  const lines = function* () {
    let chunk = 'id_a,id_b,score\n';
    for (const { a, b, score } of pairs) {
      chunk += `${quoted(a)},${quoted(b)},${score.toFixed(4)}\n`;
      if (chunk.length > 65_536) {
        yield chunk;
        chunk = '';
      }
    }
    yield chunk;
  };
  try {
    await pipeline(lines, createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new InputError(`Cannot write ${file}: ${(error as Error).message}`);
  }
};

const say = (text: string) => process.stderr.write(`${text}\n`);

const dedupe = async () => {
  let options: { positionals: string[]; values: { map?: string; out?: string; help?: boolean } };
  try {
    options = parseArgs({
      allowPositionals: true,
      options: { map: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    throw new InputError(`${(error as Error).message}\n\n${usage}`);
  }
  const { positionals, values } = options;
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const [input] = positionals;
  if (positionals.length !== 1 || !input || !values.map || !values.out) throw new InputError(usage);
  const map = await readMap(values.map);
  const otherFields = [...map.keys()].filter(
    (field) => field !== 'id' && !(knownFields as readonly string[]).includes(field),
  );
  for (const field of otherFields) say(`"${field}" is none of our fields: compared as plain text.`);
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const records = await readRecords(input, map, otherFields);
  say(`${records.length} rows read, ${seconds()}`);
  let shown = Date.now();
  const { pairs } = link(records, {
    otherFields,
    onProgress: (what, done, of) => {
      if (done !== 0 && Date.now() - shown < 1000) return;
      shown = Date.now();
      say(`${what}${done > 0 ? ` ${Math.floor((100 * done) / of)} %` : ''}, ${seconds()}`);
    },
  });
  await writePairs(values.out, pairs);
  const same = pairs.filter(({ score }) => score >= threshold).length;
  say(`${pairs.length} pairs, ${same} of them at or above the threshold, ${seconds()}`);
  say(`threshold ${threshold}`);
};

try {
  await dedupe();
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  say(error.message);
  process.exitCode = 2;
}
