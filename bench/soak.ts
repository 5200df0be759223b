import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './report.ts';
import { isFlat, mostRise, runSoak } from './run-soak.ts';

/**
 * `npm run soak -- --minutes 60`: what a counter asks, in fifty businesses at once, for long: errors, memory, latency.
 * Ends with 1 where there was an error or memory was not flat.
 */
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    tenants: { type: 'string', default: '50' },
    customers: { type: 'string', default: '1000' },
    /** Only prints. */
    quiet: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const { minutes, tenants, customers } = options;

const soak = await runSoak({
  seconds: Number(minutes) * 60,
  tenants: Number(tenants),
  customers: Number(customers),
  say,
});
const { cores, cpu, platform } = machine();
const answers = soak.parts.reduce((sum, part) => sum + part.answers, 0);
const worst = (of: 'p50' | 'p95' | 'p99') => Math.max(...soak.parts.map((part) => part[of])).toFixed(1);
const report = `# At the counter for ${minutes} minutes

${new Date().toISOString()} · ${cores} cores, ${cpu}, ${platform} · Node ${process.versions.node} · PostgreSQL ${soak.postgres} · load average ${loadavg()[0]!.toFixed(1)}

${tenants} businesses of ${customers} customers. Of a hundred requests 60 search, 25 read a customer, 10 create one, 5 change one. ${Math.round(soak.capacity)} a second were the most, measured just before; ${Math.round(soak.perSecond)} a second (70 %) were asked for, each counted from the moment it was due.

**${answers} answers, ${soak.errors} errors.** In the worst of ${soak.parts.length} parts p50 ${worst('p50')}, p95 ${worst('p95')}, p99 ${worst('p99')} ms.${soak.cpu ? ` CPU of a request: ${soak.cpu.node.toFixed(3)} ms server, ${soak.cpu.postgres.toFixed(3)} ms PostgreSQL.` : ''}

**Memory is ${isFlat(soak.rise) ? '' : 'not '}flat**: the line through the second half rises by

| | MB | at most |
|---|--:|--:|
| in use by requests | ${soak.rise.requests.toFixed(1)} | ${mostRise.requests} |
| in use by the threads behind them | ${soak.rise.threads.toFixed(1)} | ${mostRise.threads} |
| the server's process, with its garbage | ${soak.rise.resident.toFixed(1)} | ${mostRise.resident} |
| PostgreSQL's connections | ${soak.rise.postgres.toFixed(1)} | ${mostRise.postgres} |

| part | answers/s | errors | p50 ms | p95 ms | p99 ms | in use by requests, MB | by threads | server's process | PostgreSQL's connections |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
${soak.parts
  .map(({ answers, seconds, errors, p50, p95, p99, memory }, at) =>
    [
      at + 1,
      Math.round(answers / seconds),
      errors,
      ...[p50, p95, p99].map((ms) => ms.toFixed(1)),
      ...[memory.requests, memory.threads].map((mb) => mb.toFixed(1)),
      ...[memory.resident, memory.postgres].map((mb) => mb.toFixed(0)),
    ].join(' | '),
  )
  .map((cells) => `| ${cells} |`)
  .join('\n')}

What is in use is told at the end of each part, after the garbage was cleared away; what the process occupies is the average of two readings a second. Server, PostgreSQL and load share the machine's cores. \`npm run soak -- --minutes ${minutes} --customers ${customers}\`
`;
if (options.quiet) say(report);
else await writeFile(path.join(import.meta.dirname, 'results/soak.md'), report);
if (soak.errors > 0 || !isFlat(soak.rise)) process.exitCode = 1;
