import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the database of `url` that a test can cut, silence and mend: as when it restarts or the network fails. */
export const cuttableLink = async (url: string) => {
  let target = new URL(url);
  const sockets = new Set<Socket>();
  let server: Server;
  let silent = false;
  const open = async (port: number) => {
    server = createServer((incoming) => {
      if (silent) {
        sockets.add(incoming);
        incoming.on('error', () => {}).on('close', () => sockets.delete(incoming));
        incoming.resume();
        return;
      }
      const outgoing = connect(Number(target.port), target.hostname);
      for (const [from, to] of [
        [incoming, outgoing],
        [outgoing, incoming],
      ] as const) {
        sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          sockets.delete(from);
          to.destroy();
        });
      }
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await open(0);
  const { port } = server!.address() as { port: number };
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String(port);

  return {
    url: own.href,
    /** Every connection breaks, and no new one is taken. */
    cut: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    /** Packets are swallowed: what is connected hears nothing any more, ever; who connects waits for an answer. */
    silence: () => {
      silent = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.resume();
      }
    },
    /** Who connects from now on is led to another server, as behind a proxy that has heard of a failover. */
    leadTo: (other: string) => {
      target = new URL(other);
    },
    mend: async () => {
      silent = false;
      if (!server.listening) await open(port);
    },
  };
};
