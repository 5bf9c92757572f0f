import { connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/** Spreads connections over replicas in turn, as a Service does. Returns its end. */
export async function startBalancer(port: number, replicas: readonly number[]): Promise<() => Promise<void>> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((caller) => {
    const replica = connect(replicas[turn++ % replicas.length] ?? 0, '127.0.0.1');
    for (const socket of [caller, replica]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    }
    // The end of one, however it comes, is the end of the other.
    pipeline(caller, replica, caller, () => {
      caller.destroy();
      replica.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
}
