import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { Stop } from './stop.ts';

/** The ports of a person's own instance, all on 127.0.0.1. */
export const defaultPorts = {
  app: 3000,
  inngest: 8288,
  postgres: 5433,
  api: 7443,
  etcd: 7444,
  etcdPeer: 7445,
  controllerManager: 7446,
  scheduler: 7447,
  kwok: 7448,
};

export type PortName = keyof typeof defaultPorts;
export type Ports = Record<PortName, number>;

const words: Record<PortName, string> = {
  app: 'the app',
  inngest: 'Inngest',
  postgres: 'PostgreSQL',
  api: 'the Kubernetes API server',
  etcd: 'etcd',
  etcdPeer: "etcd's peers",
  controllerManager: 'the controller manager',
  scheduler: 'the scheduler',
  kwok: 'the simulated nodes',
};

export const isPortName = (name: string): name is PortName => Object.hasOwn(defaultPorts, name);

/** Whether a server could listen there now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Throws a Stop that names the first of these ports that another program holds. */
export async function demandFree(ports: Ports, names: PortName[]): Promise<void> {
  for (const name of names) {
    if (await isFree(ports[name])) continue;
    throw new Stop(
      `Port ${ports[name]}, meant for ${words[name]}, is taken by another program: ` +
        `end that program, or choose another port with --port ${name}=NUMBER.`,
    );
  }
}

/**
 * A free port. It lies below the range that systems give to outgoing connections (32768 and up on Linux), so that nothing but
 * another listener can take it before it is used.
 */
export async function freePort(taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
}

/** A set of free ports for an instance of its own. */
export async function freePorts(): Promise<Ports> {
  const ports = { ...defaultPorts };
  const taken = new Set<number>();
  for (const name of Object.keys(ports) as PortName[]) {
    ports[name] = await freePort(taken);
    taken.add(ports[name]);
  }
  return ports;
}
