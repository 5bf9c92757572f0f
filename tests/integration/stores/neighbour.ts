import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { COMMANDS } from './neighbour-process.ts';

type Commands = typeof COMMANDS;
export type Question = { id: number; command: keyof Commands; args: unknown[] };
export type Answer = { id: number; value?: unknown; error?: { code: string | undefined; message: string } };

/** The core in a second process, with connections of its own to the database of this one. */
export type Neighbour = {
  ask: <C extends keyof Commands>(command: C, ...args: Parameters<Commands[C]>) => ReturnType<Commands[C]>;
  close: () => Promise<void>;
};

/** Starts it with the environment of this process as it is now. */
export async function startNeighbour(): Promise<Neighbour> {
  const child = fork(new URL('neighbour-process.ts', import.meta.url), { serialization: 'advanced', execArgv: [] });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  await once(child, 'message');
  child.on('message', ({ id, value, error }: Answer) => {
    const promise = waiting.get(id);
    waiting.delete(id);
    if (error) promise?.reject(Object.assign(new Error(error.message), { code: error.code }));
    else promise?.resolve(value);
  });
  let last = 0;
  const ask = (command: keyof Commands, ...args: unknown[]) => {
    const promise = Promise.withResolvers<unknown>();
    waiting.set((last += 1), promise);
    child.send({ id: last, command, args } satisfies Question);
    return promise.promise;
  };
  const close = async () => {
    child.disconnect();
    await once(child, 'exit');
  };
  return { ask: ask as Neighbour['ask'], close };
}
