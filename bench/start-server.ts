import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';

// As "npm start" does.
const startOptions = ['--max-semi-space-size=8'];
const main = path.join(import.meta.dirname, '../server/main.ts');
const buildAdmin = path.join(import.meta.dirname, '../admin/build.ts');

/** One caller asks for as much as there is. */
const unlimited = { RATE_LIMIT_IP: '0', RATE_LIMIT_ACTOR: '0', RATE_LIMIT_TENANT: '0' };

export interface RunningServer {
  child: ChildProcess;
  pid: number;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts the server as it runs in production, in a process of its own, on a free port.
 *
 * @param nodeOptions such as `--cpu-prof`
 */
export const startServer = async (
  environment: Record<string, string>,
  nodeOptions: string[] = [],
): Promise<RunningServer> => {
  // It hands out the admin, too, and does not start without it.
  await promisify(execFile)(process.execPath, [buildAdmin]);
  const server = spawn(process.execPath, [...startOptions, ...nodeOptions, main], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      ...unlimited,
      ...environment,
    },
  });
  return {
    child: server,
    pid: server.pid!,
    port: await portOf(server),
    stop: async () => {
      if (server.exitCode !== null) return;
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
};

const portOf = (server: ChildProcess) =>
  new Promise<number>((found, failed) => {
    let output = '';
    server.stdout!.setEncoding('utf8').on('data', (text) => {
      output += text;
      const [, port] = /runs at http:\/\/localhost:(\d+)/.exec(output) ?? [];
      if (port) found(Number(port));
    });
    server.once('exit', (code) => failed(new Error(`The server ended with ${code} at its start.`)));
  });
