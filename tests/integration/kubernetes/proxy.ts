import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setting } from './cluster.ts';

type Mode = 'pass' | 'refuse' | 'silent';

/** A wire between the app and the API server that can be cut. It knows nothing of what it carries. */
export type Wire = {
  /** The kubeconfig that the wire was laid for, the app's unless told otherwise, by way of this wire. */
  kubeconfig: string;
  /** How many connections were made in all. */
  connections(): number;
  /** `refuse` cuts what is there and takes nothing new; `silent` takes everything and answers nothing. */
  set(mode: Mode): void;
  /** Ends all connections at once; new ones are taken. */
  cut(): void;
  close(): void;
};

export async function layWire(from = setting('KUBECONFIG')): Promise<Wire> {
  const original = readFileSync(from, 'utf8');
  const server = /https:\/\/[^\s"',]+/.exec(original)?.[0] ?? '';
  const target = new URL(server);
  const pairs = new Set<[Socket, Socket]>();
  let mode: Mode = 'pass';
  let count = 0;

  const listener = createServer((client) => {
    count += 1;
    if (mode === 'refuse') return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    client.pipe(upstream);
    upstream.on('data', (bytes) => mode !== 'silent' && client.write(bytes));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));

  const cut = () => {
    for (const [client] of pairs) client.destroy();
  };
  const { port } = listener.address() as AddressInfo;
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'wire-')), 'kubeconfig');
  writeFileSync(kubeconfig, original.replaceAll(server, `https://127.0.0.1:${port}`), { mode: 0o600 });
  return {
    kubeconfig,
    connections: () => count,
    set: (next) => {
      mode = next;
      if (next === 'refuse') cut();
    },
    cut,
    close: () => {
      listener.close();
      cut();
    },
  };
}
