import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { pipeline } from 'node:stream';

/**
 * Serves at `port` of `host` (0: any that is free) and hands each request on to `target`, as if it had been sent there: with its
 * name, and through `via` where another address leads to it. Streams both ways. Resolves when it listens.
 */
export async function openDoor(target: URL, port = 0, host = '127.0.0.1', via = target): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    // A new connection each time: one that was kept could have been closed meanwhile.
    const how = { method, agent: false as const, headers: { ...headers, host: target.host } };
    const onward = request(new URL(url, via), how, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      // An answer that breaks off does so here too.
      pipeline(answer, outgoing, () => undefined);
    });
    // As a server that is gone: the caller finds a closed connection.
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }).listen(port, host);
  await once(server, 'listening');
  return server;
}
