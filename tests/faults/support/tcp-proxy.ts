import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What the one who connected sends, and what comes back. */
type Side = 'request' | 'answer';

/** Stands between the app and a server that it needs, and is the network's faults. It knows nothing of what it carries. */
export type TcpProxy = {
  /** The server's own address, by way of this proxy. */
  url: string;
  /** How many connections it was asked for so far. */
  asked: () => number;
  /** Ends every connection; new ones are accepted. */
  cut: () => void;
  /** Ends every connection and refuses new ones, until `heal`. */
  refuse: () => Promise<void>;
  /** Keeps and accepts connections and lets no byte through, until `heal`. */
  hang: () => void;
  /** Accepts new connections and lets no byte of them through, until `heal`; those that there are go on. */
  hangNew: () => void;
  /**
   * Holds the next connection whose request is one that `isIt` recognises: before it arrives, or with its answer on the way back.
   * Resolves when it is held; `cut` or `heal` ends that.
   */
  hold: (side: Side, isIt: (request: Buffer) => boolean) => Promise<void>;
  /** Lets all through again, what was kept back first. */
  heal: () => Promise<void>;
  close: () => Promise<void>;
};

type Line = { near: Socket; far: Socket; isHeld: boolean; onAnswer: (() => void) | null; kept: (() => void)[] };
type Trap = { side: Side; isIt: (request: Buffer) => boolean; caught: () => void };

/** Recognises the request after `count` further ones, counted over all connections. */
export function after(count: number): () => boolean {
  let seen = 0;
  return () => seen++ === count;
}

/** A proxy on a port of its own in front of the server at `target`, a URL with host and port. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port: farPort } = new URL(target);
  const lines = new Set<Line>();
  let isHanging = false;
  let isHangingNew = false;
  let trap: Trap | null = null;
  let asked = 0;

  const carry = (line: Line, side: Side, bytes: Buffer) => {
    const to = side === 'request' ? line.far : line.near;
    if (side === 'request' && trap?.isIt(bytes)) spring(line, trap);
    else if (side === 'answer' && line.onAnswer) holdNow(line, line.onAnswer);
    if (isHanging || line.isHeld) line.kept.push(() => to.write(bytes));
    else to.write(bytes);
  };
  const spring = (line: Line, { side, caught }: Trap) => {
    trap = null;
    if (side === 'request') holdNow(line, caught);
    else line.onAnswer = caught;
  };
  const holdNow = (line: Line, caught: () => void) => {
    line.isHeld = true;
    line.onAnswer = null;
    caught();
  };
  const server = createServer((near) => {
    asked += 1;
    const far = connect(Number(farPort), hostname);
    const line: Line = { near, far, isHeld: isHangingNew, onAnswer: null, kept: [] };
    lines.add(line);
    near.on('data', (bytes: Buffer) => carry(line, 'request', bytes));
    far.on('data', (bytes: Buffer) => carry(line, 'answer', bytes));
    for (const socket of [near, far]) {
      socket.on('error', () => undefined);
      socket.on('close', () => end(line));
    }
  });
  const end = (line: Line) => {
    lines.delete(line);
    line.near.destroy();
    line.far.destroy();
  };
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () => lines.forEach(end);
  const refuse = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cut();
    });

  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(target), { hostname: '127.0.0.1', port: String(port) }).href,
    asked: () => asked,
    cut,
    refuse,
    hang: () => void (isHanging = true),
    hangNew: () => void (isHangingNew = true),
    hold: (side, isIt) => new Promise((caught) => (trap = { side, isIt, caught })),
    heal: async () => {
      isHanging = false;
      isHangingNew = false;
      trap = null;
      for (const line of lines) {
        line.isHeld = false;
        for (const send of line.kept.splice(0)) send();
      }
      if (!server.listening) await listen(port);
    },
    close: refuse,
  };
}
