import type { Actor } from '#server/stores/actor.ts';
import { identify } from './identify.ts';

/** What every procedure of one request shares. */
export type Context = {
  request: Request;
  /** When it came. */
  startedAt: Date;
  /** Who asks; null: nobody is signed in. Asked at most once per request, and only by procedures that need to know. */
  actor: () => Promise<Actor | null>;
};

export function createContext(request: Request): Context {
  let actor: Promise<Actor | null> | undefined;
  return { request, startedAt: new Date(), actor: () => (actor ??= identify(request)) };
}
