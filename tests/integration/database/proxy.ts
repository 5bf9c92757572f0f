import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** Stands between the app and PostgreSQL, and is the network's faults: cut, away, silent. */
export interface Proxy {
  url: string;
  /** How many connections it was asked for so far. */
  asked(): number;
  /** Ends every connection; new ones are accepted. */
  cut(): void;
  /** Ends every connection and refuses new ones, until `heal`. */
  refuse(): Promise<void>;
  /** Keeps connections and lets no byte through, until `heal`. */
  silence(): void;
  heal(): Promise<void>;
  close(): Promise<void>;
}

export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isSilent = false;
  let asked = 0;
  const server = createServer((near) => {
    asked += 1;
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => isSilent || to.write(chunk));
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const refuse = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cut();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(target), { port: String(port) }).href,
    asked: () => asked,
    cut,
    refuse,
    silence: () => void (isSilent = true),
    heal: async () => {
      isSilent = false;
      if (!server.listening) await listen(port);
    },
    close: refuse,
  };
}
