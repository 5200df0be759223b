import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';

/** One question's answers; null for what this machine cannot tell. */
export interface Result {
  name: string;
  title: string;
  perSecond: number;
  /** Latency over HTTP in ms. */
  p50: number;
  p95: number;
  p99: number;
  pgbenchPerSecond: number | null;
  /** Requests a second, as a share of pgbench's in the same round: the median of the rounds. */
  ratio: number | null;
  /** The lowest and the highest of the rounds. */
  ratioRange: [number, number] | null;
  /** CPU ms for one request: of the server's process, of PostgreSQL for it, of PostgreSQL for pgbench. */
  nodeCpu: number | null;
  postgresCpu: number | null;
  pgbenchPostgresCpu: number | null;
  errors: number;
}

export interface Report {
  date: string;
  machine: { cores: number; cpu: string; platform: string };
  node: string;
  postgres: string;
  pgbench: string | null;
  connections: number;
  seconds: number;
  rounds: number;
  results: Result[];
}

const dash = '–';
const shown = (value: number | null, digits: number) => (value === null ? dash : value.toFixed(digits));
const percent = (value: number) => `${Math.round(value * 100)} %`;

const columns: [string, (result: Result) => string][] = [
  ['', ({ title }) => title],
  ['requests/s', ({ perSecond }) => shown(perSecond, 0)],
  ['p50 ms', ({ p50 }) => shown(p50, 1)],
  ['p95 ms', ({ p95 }) => shown(p95, 1)],
  ['p99 ms', ({ p99 }) => shown(p99, 1)],
  ['pgbench/s', ({ pgbenchPerSecond }) => shown(pgbenchPerSecond, 0)],
  ['of pgbench', ({ ratio }) => (ratio === null ? dash : percent(ratio))],
  ['rounds', ({ ratioRange }) => (ratioRange === null ? dash : ratioRange.map(percent).join(' to '))],
  ['CPU ms Node', ({ nodeCpu }) => shown(nodeCpu, 3)],
  ['CPU ms PostgreSQL', ({ postgresCpu }) => shown(postgresCpu, 3)],
  ['same, for pgbench', ({ pgbenchPostgresCpu }) => shown(pgbenchPostgresCpu, 3)],
  ['errors', ({ errors }) => String(errors)],
];

/** The results as a table of Markdown that also reads well as text. */
export const table = (results: Result[]): string => {
  const rows = [
    columns.map(([name]) => name),
    ...results.map((result) => columns.map(([, of]) => of(result))),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]!.length), 3));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, at) => (at === 0 ? `:${'-'.repeat(width + 1)}` : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join('\n');
};

const markdown = ({
  date,
  machine,
  node,
  postgres,
  pgbench,
  connections,
  seconds,
  rounds,
  results,
}: Report) =>
  `# Through HTTP, against the same statements by pgbench

${date} · ${machine.cores} cores, ${machine.cpu}, ${machine.platform} · Node ${node} · PostgreSQL ${postgres} · ${pgbench ?? 'without pgbench: absolutes only'}

${connections} connections on both sides, ${rounds} rounds of ${seconds} s a side, taking turns; each figure is the median of the rounds.
${results.some(({ nodeCpu }) => nodeCpu === null) ? '\nThis system has no /proc: no CPU times.\n' : ''}
${table(results)}

How to read this: [README.md](../README.md).
`;

export const machine = () => ({
  cores: cpus().length,
  cpu:
    cpus()[0]
      ?.model.replaceAll(/\((R|TM)\)|CPU|Processor|@.*/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim() ?? 'unknown',
  platform: `${process.platform} ${process.arch}`,
});

/** Writes the report as JSON and Markdown into `folder`, and once more as latest.md. @returns the file without its ending */
export const writeReport = async (report: Report, folder: string): Promise<string> => {
  const { date, machine, postgres } = report;
  const name = [date.slice(0, 10), `${machine.cores}-cores`, machine.cpu, `postgresql-${postgres}`]
    .map((part) => part.toLowerCase().replaceAll(/[^\w.]+/g, '-'))
    .join('-');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(path.join(folder, `${name}.md`), markdown(report));
  await writeFile(path.join(folder, 'latest.md'), markdown(report));
  return path.join(folder, name);
};
