import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './report.ts';
import { runSoak } from './run-soak.ts';

/**
 * `npm run soak -- --minutes 60`: what a counter asks, in fifty businesses at once, for long: errors, memory, latency.
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

// The server hands out the admin, too, and does not start without it.
execFileSync(process.execPath, [path.join(import.meta.dirname, '../admin/build.ts')]);
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

**${answers} answers, ${soak.errors} errors.** In the worst of ${soak.parts.length} parts p50 ${worst('p50')}, p95 ${worst('p95')}, p99 ${worst('p99')} ms. Memory in the second half: ${soak.mbPerHour >= 0 ? '+' : ''}${soak.mbPerHour.toFixed(1)} MB an hour.${soak.cpu ? ` CPU of a request: ${soak.cpu.node.toFixed(3)} ms server, ${soak.cpu.postgres.toFixed(3)} ms PostgreSQL.` : ''}

| part | answers/s | errors | p50 ms | p95 ms | p99 ms | server's memory, MB |
|--:|--:|--:|--:|--:|--:|--:|
${soak.parts
  .map(
    (part, at) =>
      `| ${at + 1} | ${Math.round(part.answers / part.seconds)} | ${part.errors} | ${part.p50.toFixed(1)} | ${part.p95.toFixed(1)} | ${part.p99.toFixed(1)} | ${part.residentMb.toFixed(0)} |`,
  )
  .join('\n')}

Server, PostgreSQL and load share the machine's cores. The slope of a few minutes is one of a warming-up process: believe that of an hour. \`npm run soak -- --minutes ${minutes} --customers ${customers}\`
`;
if (options.quiet) say(report);
else await writeFile(path.join(import.meta.dirname, 'results/soak.md'), report);
if (soak.errors > 0) process.exitCode = 1;
