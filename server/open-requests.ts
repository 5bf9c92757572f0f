import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { stopping } from './lifecycle.ts';
import { singleton } from './singleton.ts';

const open = singleton('open-requests', () => new Set<Promise<void>>());
const first = Promise.withResolvers<void>();

/**
 * Remembers each request of this process from now on until it is answered or its client has left, so that a process that stops
 * can wait for it. While the process stops, an answer also ends its connection: the next request is for another process.
 */
export function trackRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse };
    if (stopping().aborted) response.setHeader('connection', 'close');
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    open().add(closed);
    response.once('close', () => {
      open().delete(closed);
      resolve();
      first.resolve();
    });
  });
}

/** Resolves when the first of these requests is over. */
export function firstOver(): Promise<void> {
  return first.promise;
}

/** Resolves when this process answers nothing. */
export async function requestsEnded(): Promise<void> {
  while (open().size > 0) await Promise.all(open());
}
