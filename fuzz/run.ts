import { parseArgs } from 'node:util';
import { fuzzABusiness } from './fuzz-a-business.ts';

/** `npm run fuzz -- --each 1000`: for longer than the tests, from another seed each time. Ends with 1 where it found something. */
const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

say(`Seed ${values.seed}, ${values.each} requests to each operation`);
const { findings, statuses, sent } = await fuzzABusiness(
  { seed: Number(values.seed), each: Number(values.each) },
  (done, of) => process.stderr.write(`\r${done} of ${of}`),
);
process.stderr.write('\n');
for (const [operation, counted] of statuses) {
  const told = [...counted].sort(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`);
  say(`${operation.padEnd(28)} ${told.join('  ')}`);
}
for (const { operation, wrong, request } of findings)
  say(`\n✗ ${operation}: ${wrong}\n  ${request.slice(0, 2000)}`);
say(`\n${sent} requests, ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
