import { type ExportColumn, type ExportFormat, exportHeadings } from '@regulars/contract/export';
import type { Tenant } from '@regulars/contract/tenant';
import { writeXlsxStream } from 'hucre/xlsx';
import { type RawBuilder, sql } from 'kysely';
import { textStream } from '../http/text-stream.ts';
import { writtenColumns } from './export-columns.ts';

/** How customers are written into a file of one format. */
interface FileFormat {
  type: string;
  /** One customer, as text that PostgreSQL writes. */
  line: RawBuilder<string>;
  /** The file from these texts, as they come. */
  file(lines: AsyncIterable<string[]>): ReadableStream<Uint8Array>;
}

interface Asked {
  columns: readonly ExportColumn[];
  headings: 'en' | 'ar';
  facts: Tenant;
}

const csv = ({ columns, headings, facts }: Asked): FileFormat => {
  const written = writtenColumns(facts);
  const cells = columns.map((column) => {
    const { text, isTyped } = written[column];
    return sql`coalesce(${isTyped ? sql`regulars.csv_text(${text})` : text}, '')`;
  });
  const heading = columns.map((column) => `"${exportHeadings[column][headings]}"`).join(',');
  return {
    type: 'text/csv; charset=utf-8',
    line: sql<string>`${sql.join(cells, sql` || ',' || `)} || E'\r\n'`,
    // Excel takes a file without the mark for one of the machine's own encoding.
    file: (lines) => textFile(lines, { before: `\ufeff${heading}\r\n`, between: '', after: '' }),
  };
};

const json = ({ columns, facts }: Asked): FileFormat => {
  const written = writtenColumns(facts);
  const fields = columns.map(
    (column) => sql`${written[column].json ?? written[column].text} ${sql.ref(column)}`,
  );
  return {
    type: 'application/json',
    line: sql<string>`(select row_to_json(wire)::text from (select ${sql.join(fields)}) wire)`,
    file: (lines) => textFile(lines, { before: '[', between: ',\n', after: ']\n' }),
  };
};

const xlsx = ({ columns, headings, facts }: Asked): FileFormat => {
  const written = writtenColumns(facts);
  const cells = columns.map((column) => {
    const { text, isNumber } = written[column];
    return isNumber ? sql`(${text})::numeric` : sql`${text}`;
  });
  return {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    line: sql<string>`json_build_array(${sql.join(cells)})::text`,
    file: (lines) => {
      const rows = async function* () {
        for await (const some of lines)
          for (const line of some) yield (JSON.parse(line) as unknown[]).map(cellOf) as never[];
      };
      return writeXlsxStream(rows(), {
        name: headings === 'ar' ? 'العملاء' : 'Customers',
        columns: columns.map((column) => ({ header: exportHeadings[column][headings], width: 20 })),
        freezePane: { rows: 1 },
      });
    },
  };
};

/** A workbook writes a character that XML has none for as _x0000_: what only looks like that has to be told apart. */
const cellOf = (value: unknown) =>
  typeof value === 'string' ? value.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_') : value;

export const fileFormats: Record<ExportFormat, (asked: Asked) => FileFormat> = { csv, json, xlsx };

const textFile = (
  lines: AsyncIterable<string[]>,
  { before, between, after }: { before: string; between: string; after: string },
): ReadableStream<Uint8Array> => {
  const pieces = async function* () {
    yield before;
    let isFirst = true;
    for await (const some of lines) {
      yield (isFirst ? '' : between) + some.join(between);
      isFirst = false;
    }
    if (after) yield after;
  };
  return textStream(pieces());
};
