import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';

/**
 * The turn to start a server on the cluster in `folder`. One has it at a time, and it falls with the process, however
 * that ends.
 *
 * PostgreSQL's own lock file does not see to that where a killed server has left one: of two that start at once, each
 * may take the new file of the other for the old one and remove it; and a server whose file is gone is found by nobody,
 * lets nobody else start, and ends itself only a minute later.
 *
 * @returns undefined while another one has it
 */
export async function takeTurn(folder: string): Promise<AsyncDisposable | undefined> {
  const name = await turnName(folder);
  const turn = createServer((stranger) => stranger.destroy());
  const outcome = await new Promise<'taken' | 'free' | 'nameless'>((resolve) => {
    if (!name) return resolve('nameless');
    turn.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EADDRINUSE' ? 'taken' : 'nameless'),
    );
    turn.listen(name, () => resolve('free'));
  });
  if (outcome === 'taken') return undefined;
  return {
    [Symbol.asyncDispose]: async () => {
      if (outcome === 'free') await new Promise((resolve) => turn.close(resolve));
    },
  };
}

/** Only names that the system forgets with their process will do; where there are none, all have the turn. */
async function turnName(folder: string): Promise<string | undefined> {
  const { dev, ino } = await stat(folder, { bigint: true });
  const name = `regulars-start-${dev}-${ino}`;
  switch (process.platform) {
    case 'linux':
      return `\0${name}`;
    case 'win32':
      return `\\\\.\\pipe\\${name}`;
    default:
      return undefined;
  }
}
