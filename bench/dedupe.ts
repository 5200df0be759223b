import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { columns, makePeople } from '@regulars/linkage/testing/people';
import { parse } from 'csv-parse/sync';
import { statOf } from './cpu-time.ts';
import { type FieldMap, labelledSets, sets } from './labelled-sets.ts';
import { machine } from './report.ts';

/** `npm run bench:dedupe`: accuracy on labelled sets where they are, and times on made-up customers. */
const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '100000,1000000' }, only: { type: 'string' } },
});
const command = path.join(import.meta.dirname, '../linkage/command.ts');
// As package.json runs it: a million rows take two gigabytes, which is more than V8 allows itself on a small machine.
const heap = ['--max-old-space-size=3072'];
const say = (line: string) => process.stdout.write(`${line}\n`);

interface Result {
  name: string;
  rows: number;
  precision: number;
  recall: number;
  f1: number;
  anchor: number | null;
  seconds: number;
  cpuSeconds: number | null;
  megabytes: number | null;
}

/** The most memory that a process has had, and its CPU, where the system tells. */
const watch = (pid: number) => {
  let megabytes: number | null = null;
  let cpuSeconds: number | null = null;
  const look = async () => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
    if (kilobytes) megabytes = Math.round(Number(kilobytes) / 1024);
    const stat = await statOf(pid);
    if (stat) cpuSeconds = stat.own / 1000;
  };
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    return { megabytes, cpuSeconds };
  };
};

const folder = await mkdtemp(path.join(tmpdir(), 'regulars-dedupe-'));

const measure = async (name: string, file: string, map: FieldMap, anchor: number | null): Promise<Result> => {
  const mapFile = path.join(folder, 'map.json');
  const out = path.join(folder, 'pairs.csv');
  await writeFile(mapFile, JSON.stringify(map));
  const began = performance.now();
  const child = spawn(process.execPath, [...heap, command, file, '--map', mapFile, '--out', out], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const used = watch(child.pid!);
  let told = '';
  child.stderr.on('data', (text) => {
    told += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(told);
  const seconds = (performance.now() - began) / 1000;

  const customerOf = new Map<string, string>();
  const sizes = new Map<string, number>();
  const rows: string[][] = parse(await readFile(file));
  const [header = [], ...records] = rows;
  const [id, truth] = [header.indexOf('record_id'), header.indexOf('cluster_id')];
  for (const record of records) {
    customerOf.set(record[id]!, record[truth]!);
    sizes.set(record[truth]!, (sizes.get(record[truth]!) ?? 0) + 1);
  }
  let truePairs = 0;
  for (const size of sizes.values()) truePairs += (size * (size - 1)) / 2;
  let found = 0;
  let right = 0;
  const pairs: string[][] = parse(await readFile(out), { from_line: 2 });
  for (const [a, b, score] of pairs) {
    if (Number(score) < 0.5) continue;
    found += 1;
    if (customerOf.get(a!) === customerOf.get(b!)) right += 1;
  }
  const [precision, recall] = [found && right / found, right / truePairs];
  const f1 = right && (2 * precision * recall) / (precision + recall);
  return { name, rows: records.length, precision, recall, f1, anchor, seconds, ...used() };
};

const writePeople = async (file: string, rows: number) => {
  const stream = createWriteStream(file);
  const names = columns.filter((name) => name !== 'id');
  let chunk = `record_id,cluster_id,${names.join(',')}\n`;
  for (const row of makePeople(rows, 7)) {
    chunk += `${[row.id, row.customer, ...names.map((name) => row[name])].join(',')}\n`;
    if (chunk.length < 1_000_000) continue;
    if (!stream.write(chunk)) await once(stream, 'drain');
    chunk = '';
  }
  stream.end(chunk);
  await once(stream, 'close');
};

const table = (results: Result[]) => {
  const cell = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits));
  return [
    '| set | rows | precision | recall | F1 | Splink F1 | s | CPU s | MB |',
    '|:--|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...results.map(
      ({ name, rows, precision, recall, f1, anchor, seconds, cpuSeconds, megabytes }) =>
        `| ${name} | ${rows} | ${cell(precision, 4)} | ${cell(recall, 4)} | ${cell(f1, 4)} | ${cell(anchor, 3)} | ${cell(seconds, 1)} | ${cell(cpuSeconds, 1)} | ${cell(megabytes, 0)} |`,
    ),
  ].join('\n');
};

try {
  const results: Result[] = [];
  const wanted = options.only?.split(',');
  for (const [name, { map, anchor }] of Object.entries(sets)) {
    if (wanted && !wanted.includes(name)) continue;
    const file = path.join(labelledSets, `${name}.csv`);
    if (!existsSync(file)) {
      say(`skipped: ${name} (no ${file})`);
      continue;
    }
    results.push(await measure(name, file, map, anchor));
    say(table(results.slice(-1)).split('\n').at(-1)!);
  }
  for (const rows of wanted ? [] : options.rows.split(',').map(Number).filter(Boolean)) {
    const file = path.join(folder, 'people.csv');
    await writePeople(file, rows);
    const map = Object.fromEntries(columns.map((name) => [name, name === 'id' ? 'record_id' : name]));
    results.push(await measure(`made-up customers`, file, map, null));
    say(table(results.slice(-1)).split('\n').at(-1)!);
  }
  say(`\n${table(results)}`);
  if (!wanted) {
    const { cores, cpu, platform } = machine();
    const written = path.join(import.meta.dirname, 'results', 'dedupe-latest.md');
    await mkdir(path.dirname(written), { recursive: true });
    await writeFile(
      written,
      `# Duplicates found, at the threshold 0.5\n\n${new Date().toISOString().slice(0, 10)} · ${cores} cores, ${cpu}, ${platform} · Node ${process.version} · load ${loadavg()[0]!.toFixed(1)} (where it is above the cores, believe the CPU and no seconds)\n\n${table(results)}\n`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
