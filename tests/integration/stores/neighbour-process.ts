import { limitSignIn } from '#server/auth/sign-in-limit.ts';
import { closeDatabase, db } from '#server/db.ts';
import { log } from '#server/log.ts';
import { createStore, deleteStore, revealCredentials } from '#server/stores/service.ts';
import type { Answer, Question } from './neighbour.ts';

/** The other side of neighbour.ts. */
export const COMMANDS = {
  createStore,
  deleteStore,
  revealCredentials: (...[actor, id]: [Parameters<typeof revealCredentials>[0], string]) =>
    revealCredentials(actor, id, AbortSignal.timeout(10_000)),
  /** The status of the answer to a request of a sign-in; 200: it is let through. */
  signIn: async (forwardedFor: string) => {
    const request = new Request('http://localhost/', { headers: { 'x-forwarded-for': forwardedFor } });
    return (await limitSignIn(request, 'callback'))?.status ?? 200;
  },
};

async function answer({ id, command, args }: Question): Promise<Answer> {
  const run = COMMANDS[command] as (...args: unknown[]) => Promise<unknown>;
  try {
    return { id, value: await run(...args) };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return { id, error: { code, message } };
  }
}

log.level = 'silent';
process.on('message', (question: Question) => void answer(question).then((said) => process.send?.(said)));
process.on('disconnect', () => void closeDatabase());
await db().store.count();
process.send?.('ready');
