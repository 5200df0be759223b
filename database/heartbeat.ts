import { setTimeout as later, setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';

/** Nobody has answered at the other end: packets are swallowed, or a machine stands still. */
export class DatabaseSilent extends Error {
  constructor() {
    super('The database does not answer.');
    this.name = 'DatabaseSilent';
  }
}

/** Between two questions. */
const restMs = 500;
/** Two and a half seconds: nothing is easier to answer than the question, on a connection where nothing else waits. */
const lookMs = 100;
const looks = 25;

/**
 * Asks the database whether it is there, on a connection of its own, for as long as something is under way. A driver
 * cannot tell a lost connection from a statement that takes long: it would wait for as long as TCP does, a quarter of
 * an hour.
 *
 * @param lost ends all connections, so that whatever waits on them fails
 */
export const heartbeat = (config: pg.ClientConfig, lost: () => void) => {
  let underWay = 0;
  let listening = false;
  let silent = false;
  let closed = false;
  let open: pg.Client | null = null;

  const forget = () => {
    // With a question on it, that is the end of its socket.
    void open?.end().catch(() => {});
    open = null;
  };

  const ask = async () => {
    if (open === null) {
      open = new pg.Client({
        ...config,
        application_name: 'regulars heartbeat',
        // Longer than anybody waits for it: an error would count as an answer.
        connectionTimeoutMillis: 2 * looks * lookMs,
      });
      open.on('error', forget);
      await open.connect();
    }
    await open.query('select');
  };

  const isAnswered = async () => {
    let answered = false;
    // An error is an answer: whoever asks for more will get it as well.
    const failed = () => {
      forget();
      answered = true;
    };
    ask().then(() => {
      answered = true;
    }, failed);
    // In small pieces: a time in which this process itself stood still counts as one of them.
    for (let looked = 0; looked < looks && !answered; looked += 1) {
      await later(lookMs, undefined, { ref: false });
      await turn();
    }
    if (!answered) forget();
    return answered;
  };

  const listen = async () => {
    listening = true;
    while (!closed && (underWay > 0 || silent)) {
      await later(restMs, undefined, { ref: false });
      if (underWay === 0 && !silent) break;
      silent = !(await isAnswered());
      if (silent) lost();
    }
    listening = false;
  };

  return {
    /** Something is about to be asked. @throws DatabaseSilent at once, instead of waiting with the others */
    enter: () => {
      if (silent) throw new DatabaseSilent();
      underWay += 1;
      if (!listening) void listen();
    },
    leave: () => {
      underWay -= 1;
    },
    close: () => {
      closed = true;
      forget();
    },
  };
};
