import { initTRPC } from '@trpc/server';
import superjson, { deserialize } from 'superjson';
import { z } from 'zod';
import { isAdministrator } from '#server/auth/administrator.ts';
import { AppError } from '#server/errors.ts';
import { hasScope, type Scope } from '#server/stores/actor.ts';
import type { Context } from './context.ts';
import { errorShape } from './errors.ts';
import { countCall } from './tally.ts';
import { isTrustedOrigin } from './origins.ts';
import { toWire } from './wire.ts';

const t = initTRPC.context<Context>().create({
  transformer: { input: superjson, output: { serialize: toWire, deserialize } },
  isDev: false,
  errorFormatter: ({ error, path }) => errorShape(error, path),
  // Subscriptions are answered by subscription.ts (docs/decisions/0027).
  sse: { enabled: false },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
/** Every procedure is counted, by its outcome and its time (server/trpc/tally.ts). */
export const anyone = t.procedure.use(async ({ path, next }) => {
  const started = performance.now();
  const result = await next();
  countCall(path, result.ok ? null : result.error, performance.now() - started);
  return result;
});

/** The input of a procedure that takes none: what is sent in vain is a caller's mistake, so it is told. */
export const nothing = z.void('This takes no input. Send none.');

/**
 * For a person, or a tool whose token has the scope. A mutation by cookie must come from a page of a trusted origin: a
 * foreign page can make a browser send the cookie, but not another Origin.
 */
export function signedIn(scope?: Scope) {
  return anyone.use(async ({ ctx, type, next }) => {
    const actor = await ctx.actor();
    if (!actor) throw new AppError('UNAUTHENTICATED', 'You are not signed in. Sign in, then try again.');
    if (scope && !hasScope(actor, scope)) {
      throw new AppError('FORBIDDEN', `This token lacks the scope "${scope}". Create one that has it under Settings.`);
    }
    if (type === 'mutation' && actor.kind === 'session' && !isTrustedOrigin(ctx.request.headers.get('origin'))) {
      throw new AppError(
        'FORBIDDEN',
        "This page may not change anything here. Open the dashboard at the platform's own address.",
      );
    }
    return next({ ctx: { actor } });
  });
}

/** For a person at the dashboard: a token can't make tokens or end sessions (DESIGN §9). */
export const inPerson = signedIn().use(({ ctx, next }) => {
  const { actor } = ctx;
  if (actor.kind !== 'session') {
    throw new AppError('FORBIDDEN', 'A token may not do this. Sign in at the dashboard and do it there.');
  }
  return next({ ctx: { actor } });
});

/** For an administrator at the dashboard. Everybody else is told the same, whatever they lack. */
export const administrator = signedIn().use(({ ctx, next }) => {
  const { actor } = ctx;
  if (actor.kind !== 'session' || !isAdministrator(actor.user)) {
    throw new AppError('FORBIDDEN', 'This is for administrators, signed in at the dashboard. Ask one of them.');
  }
  return next({ ctx: { actor } });
});
