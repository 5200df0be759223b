import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { contextStatement } from '@regulars/database/context-query';
import type { RecordedTransaction } from './record-statements.ts';

const run = promisify(execFile);

/** What one request made the server send, in order. */
export interface Sample {
  transactions: RecordedTransaction[];
  /** The digits that stood for `{unique}`: each execution needs others. */
  unique: string;
}

/** Where pgbench is, on the PATH or where Debian puts it; the newest. */
export const findPgbench = (): string | null => {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'pgbench'));
  const packaged = globSync('/usr/lib/postgresql/*/bin/pgbench').sort().reverse();
  return [...onPath, ...packaged].find((file) => existsSync(file)) ?? null;
};

/** Each client goes round so many samples: more of them cost it one prepared statement each. */
const slots = 8;

/** With more sequences than a stub's and a guest's, pgbench would spend its rounds on planning: it connects anew for each. */
const mostSequences = 2;

/**
 * Scripts that do what the samples did, one for each sequence of statements that occurs among them, and how often.
 * A client takes its parameters from the samples when it starts; then each transaction is one pipeline with its
 * context in front, which is the fewest round trips in which the statements can be had.
 *
 * @returns null where it depends on what is found what is asked next, as in a search by name
 */
export const writeScripts = async (samples: Sample[], folder: string, name: string) => {
  const byShape = new Map<string, Sample[]>();
  for (const sample of samples) {
    const shape = JSON.stringify(
      sample.transactions.map(({ statements }) =>
        statements.map(({ text, values }) => [text, values.map((value) => value === null)]),
      ),
    );
    byShape.set(shape, [...(byShape.get(shape) ?? []), sample]);
  }
  if (byShape.size > mostSequences) return null;
  return Promise.all(
    [...byShape.values()].map(async (alike, number) => {
      const file = path.join(folder, `${name}-${number}.sql`);
      await writeFile(file, script(alike, `s${number}`));
      return { file, weight: alike.length };
    }),
  );
};
export type Script = NonNullable<Awaited<ReturnType<typeof writeScripts>>>[number];

const script = (samples: Sample[], prefix: string) => {
  const lines = [
    `\\if :${prefix}_ready`,
    '\\else',
    // pgbench prepares a pipeline's statements before it sends the first of them, which sets this for the server.
    `set role ${samples[0]!.transactions[0]!.context.role};`,
  ];
  const turns: string[] = [];
  for (let slot = 0; slot < slots; slot += 1) {
    const variables = new Variables(samples, `${prefix}_${slot}`);
    const pipelines = samples[0]!.transactions.flatMap((transaction, at) => [
      '\\startpipeline',
      ...(transaction.begin ? ['begin;'] : []),
      variables.fill((sample) => contextStatement(sample.transactions[at]!.context)),
      ...transaction.statements.map((_, which) =>
        variables.fill((sample) => sample.transactions[at]!.statements[which]!),
      ),
      ...(transaction.begin ? ['commit;'] : []),
      '\\endpipeline',
    ]);
    turns.push(`${slot === 0 ? '\\if' : '\\elif'} :turn = ${slot}`, ...pipelines);
    lines.push(`\\set at 1 + (:client_id * ${slots} + ${slot}) % ${samples.length}`, variables.choice());
  }
  return [
    ...lines,
    `\\set ${prefix}_ready 1`,
    '\\endif',
    // With the +968 in front of it as long as a phone may be.
    '\\set unique random(10000000000, 99999999999)',
    `\\set turn random(0, ${slots - 1})`,
    ...turns,
    '\\endif',
    '',
  ].join('\n');
};

/** The parameters of a slot's statements as variables of pgbench, with what each is in every sample. */
class Variables {
  readonly #samples: Sample[];
  readonly #prefix: string;
  readonly #values: string[][] = [];

  constructor(samples: Sample[], prefix: string) {
    this.#samples = samples;
    this.#prefix = prefix;
  }

  /** The statement with variables where it had parameters. */
  fill(of: (sample: Sample) => { text: string; values: readonly unknown[] }): string {
    const { text } = of(this.#samples[0]!);
    if (/[^:]:\w/.test(text)) throw new Error(`pgbench would read a variable into: ${text}`);
    return `${text.replaceAll(/\$(\d+)/g, (_, position) => {
      if (of(this.#samples[0]!).values[position - 1] === null) return 'null';
      const values = this.#samples.map((sample) => asText(of(sample).values[position - 1]));
      const { unique } = this.#samples[0]!;
      const beforeUnique = values[0]!.slice(0, -unique.length);
      if (values[0] === `${beforeUnique}${unique}`) {
        return beforeUnique === '' ? ':unique' : `(${literal(beforeUnique)} || :unique)`;
      }
      this.#values.push(values);
      return `:${this.#prefix}_${this.#values.length - 1}`;
    })};`;
  }

  /** The statement that gives every variable its value, of the sample at `:at`. */
  choice(): string {
    const columns = this.#values.map(
      (values, number) => `(array[${values.map(literal).join(',')}])[:at] as ${this.#prefix}_${number}`,
    );
    return `select ${columns.join(',\n')} \\gset`;
  }
}

const asText = (value: unknown): string => {
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map((item) => JSON.stringify(asText(item))).join(',')}}`;
  throw new Error(`A parameter such as ${JSON.stringify(value)} has no form for pgbench yet.`);
};

// pgbench looks for variables in quotes, too: no colon may be seen there.
const literal = (text: string) =>
  `U&'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\003A')}'`;

export interface PgbenchRun {
  requests: number;
  perSecond: number;
  /** Mean latency in ms. */
  latency: number;
}

/** @throws Error where a transaction failed */
export const runPgbench = async (
  pgbench: string,
  scripts: Script[],
  { appUrl, clients, seconds }: { appUrl: string; clients: number; seconds: number },
): Promise<PgbenchRun> => {
  const url = new URL(appUrl);
  const { stdout, stderr } = await run(
    pgbench,
    [
      ...['--no-vacuum', '--protocol', 'prepared'],
      ...['--client', String(clients), '--jobs', '2', '--time', String(seconds)],
      ...scripts.flatMap(({ file, weight }, number) => [
        ...['--define', `s${number}_ready=0`, '--file', `${file}@${weight}`],
      ]),
    ],
    {
      maxBuffer: 2 ** 24,
      env: {
        ...process.env,
        PGHOST: url.hostname,
        PGPORT: url.port,
        PGDATABASE: url.pathname.slice(1),
        PGUSER: url.username,
        PGPASSWORD: url.password,
      },
    },
  );
  const figure = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1] ?? Number.NaN);
  const failed = figure(/number of failed transactions: (\d+)/);
  if (failed > 0 || /aborted/.test(stderr)) throw new Error(`pgbench failed:\n${stdout}${stderr}`);
  return {
    requests: figure(/number of transactions actually processed: (\d+)/),
    perSecond: figure(/tps = ([\d.]+)/),
    latency: figure(/latency average = ([\d.]+)/),
  };
};
