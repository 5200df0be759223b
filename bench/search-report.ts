import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { machine } from './report.ts';

export interface SearchResult {
  /** Of the large tenant, or of a small one beside it. */
  scope: 'large' | 'small';
  name: string;
  title: string;
  /** What 95 of 100 answers have to take no longer than, in ms. */
  target: number;
  /** Latency over HTTP in ms, one request at a time. */
  p50: number;
  p95: number;
  p99: number;
  /** CPU ms for one request: of the server's process, and of PostgreSQL; null where there is no /proc. */
  nodeCpu: number | null;
  postgresCpu: number | null;
  /** With 16 connections. */
  perSecond: number | null;
  /** The same question by ILIKE over every column, with an exact count. */
  likePerSecond: number | null;
  /** Of each statement that it takes. */
  plans: string[];
}

export interface IndexSize {
  name: string;
  isIndex: boolean;
  bytes: number;
}

interface SearchReport {
  rows: number;
  small: number;
  rowsOfSmall: number;
  postgres: string;
  results: SearchResult[];
  sizes: IndexSize[];
  creates: { withSearch: number; without: number };
}

const lines = (head: string[], rows: string[][]) =>
  [head, head.map((_, at) => (at === 0 ? ':--' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const ms = (value: number) => value.toFixed(1);
const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);

const questions = (results: SearchResult[], scope: SearchResult['scope']) =>
  lines(
    [
      '',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'p95 at most',
      'CPU ms Node',
      'CPU ms PostgreSQL',
      'requests/s',
      'by ILIKE/s',
      'times',
    ],
    results
      .filter((result) => result.scope === scope)
      .map(({ title, p50, p95, p99, target, nodeCpu, postgresCpu, perSecond, likePerSecond }) => [
        title,
        ...[p50, p95, p99].map(ms),
        `${target}${p95 > target ? ' ✗' : ''}`,
        nodeCpu?.toFixed(2) ?? '–',
        postgresCpu?.toFixed(2) ?? '–',
        perSecond?.toFixed(0) ?? '–',
        likePerSecond?.toFixed(2) ?? '–',
        likePerSecond && perSecond ? (perSecond / likePerSecond).toFixed(0) : '–',
      ]),
  );

/** Writes `search.md` into `folder`, and the plans beside it. @returns the file */
export const writeSearchReport = async (report: SearchReport, folder: string): Promise<string> => {
  const { rows, small, rowsOfSmall, postgres, results, sizes, creates } = report;
  const { cores, cpu, platform } = machine();
  const late = results.filter(({ p95, target }) => p95 > target).length;
  const head = `${new Date().toISOString()} · ${cores} cores, ${cpu}, ${platform} · Node ${process.versions.node} · PostgreSQL ${postgres} · load average ${loadavg()[0]!.toFixed(1)}

One tenant of ${rows.toLocaleString('en')} customers and ${small.toLocaleString('en')} of ${rowsOfSmall}, row-level security on.`;
  const markdown = `# Searches and lists through HTTP

${head} Latencies with one request at a time, requests a second with 16 connections. Of ${results.length} questions ${late === 0 ? 'none is' : `${late} are (✗)`} later than it may be. Milliseconds are those of a machine with that load; above the number of its cores, believe the CPU.

## The large tenant

${questions(results, 'large')}

## A small tenant beside it

${questions(results, 'small')}

## Creations

${creates.withSearch.toFixed(0)}/s; ${creates.without.toFixed(0)}/s without anything to search or sort by: ${((100 * creates.withSearch) / creates.without).toFixed(0)} %.

## Sizes

${lines(
  ['', 'MB'],
  sizes.map(({ name, bytes }) => [name, mb(bytes)]),
)}

\`npm run bench:search -- --rows ${rows}\`; a run leaves the plan of each statement beside this file, in \`search-plans.md\`.
`;
  const plans = `# Plans of searches and lists

${head} Of each statement, in the order in which the server sends them, for one request of the question.

${results
  .filter(({ plans }) => plans.length > 0)
  .map(({ title, plans }) => `## ${title}\n\n\`\`\`\n${plans.join('\n\n')}\n\`\`\``)
  .join('\n\n')}
`;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'search-plans.md'), plans);
  await writeFile(path.join(folder, 'search.md'), markdown);
  return path.join(folder, 'search.md');
};
