import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * A door in front of `target` through which requests pass but no answer comes back: when the answer is there, `then` happens,
 * and the caller's connection breaks.
 */
export async function openDoorWithoutAnswers(target: string, then: () => Promise<unknown>) {
  const server = createServer(async (request, response) => {
    const headers = { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' };
    await fetch(target + request.url, { method: request.method, headers, body: await buffer(request) });
    await then();
    response.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  };
}
