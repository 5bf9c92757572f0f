import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '#server/trpc/router.ts';
import type { Client } from '../support/client.ts';
import type { Note } from './journal.ts';
import type { Act, Create } from './plan.ts';

type Request = { name: string; type: string; idempotencyKey?: string };

/** What a call came to. Of one that was not answered, or with a fault of the platform, nobody knows whether it was carried out. */
export type Outcome =
  { is: 'accepted'; id: string; secret?: string } | { is: 'refused'; code: string } | { is: 'unknown'; why: string };

export type Attempt = { person: string; do: Act['do']; id?: string; request?: Request; outcome: Outcome };

/** Someone who uses the platform by a program of theirs, and remembers each answer. */
export type Person = { name: string; attempts: Attempt[]; act: (act: Act) => Promise<void> };

/** Who gets no answer to a create under a key asks again, as a good program does; a fault lasts no longer than this. */
const TRIES = 12;
const ASK_AGAIN_MS = 500;

export function createPerson(name: string, { store }: Client, note: Note): Person {
  const attempts: Attempt[] = [];
  const requests: Request[] = [];
  const known: string[] = [];

  async function attempt(what: Pick<Attempt, 'do' | 'id' | 'request'>, call: () => Promise<Outcome>): Promise<Outcome> {
    const outcome = await call().catch(failureOf);
    attempts.push({ person: name, ...what, outcome });
    note(name, what.do, { ...what, do: undefined, outcome });
    return outcome;
  }

  async function create(act: Create): Promise<void> {
    const request = requestOf(act);
    const once = async () => {
      for (let tries = 1; ; tries++) {
        const outcome = await attempt({ do: 'create', request }, async () =>
          accepted(await store.create.mutate(request)),
        );
        if (outcome.is === 'accepted' && !known.includes(outcome.id)) known.push(outcome.id);
        if (outcome.is !== 'unknown' || !request.idempotencyKey || tries === TRIES) return;
        await pause(ASK_AGAIN_MS);
      }
    };
    await Promise.all(act.key === 'twice' ? [once(), once()] : [once()]);
  }

  function requestOf({ name, type, key, which }: Create): Request {
    const earlier = requests[which % requests.length];
    if (key === 'earlier' && earlier) return earlier;
    if (key === 'none') return { name, type };
    const request = { name, type, idempotencyKey: randomUUID() };
    requests.push(request);
    return request;
  }

  const onStore = {
    delete: async (id: string) => accepted(await store.delete.mutate({ id })),
    retry: async (id: string) => accepted(await store.retry.mutate({ id })),
    credentials: async (id: string): Promise<Outcome> => {
      const shown = JSON.stringify(await store.credentials.mutate({ id }));
      // Enough to see whether it changes, and nothing that must not be written down.
      return { is: 'accepted', id, secret: createHash('sha256').update(shown).digest('hex') };
    },
    list: async (id: string): Promise<Outcome> => {
      await store.list.query({ limit: 50 });
      return { is: 'accepted', id };
    },
  };

  return {
    name,
    attempts,
    act: async (act) => {
      if (act.do === 'create') return create(act);
      const id = known[act.which % known.length];
      if (id) await attempt({ do: act.do, id }, () => onStore[act.do](id));
    },
  };
}

const accepted = ({ id }: { id: string }): Outcome => ({ is: 'accepted', id });

function failureOf(error: unknown): Outcome {
  const { data, message } = error as TRPCClientError<AppRouter>;
  if (!(error instanceof TRPCClientError)) throw error;
  if (!data) return { is: 'unknown', why: message };
  return data.httpStatus < 500 ? { is: 'refused', code: data.code } : { is: 'unknown', why: data.code };
}
