import { backgroundDb } from '#server/db.ts';
import type { Actor } from '#server/stores/actor.ts';

/** Those of the actors whose session or token no longer holds, or whose person is disabled: at most two queries for all. */
export async function findEnded(actors: readonly Actor[]): Promise<Set<Actor>> {
  const sessions = new Set(actors.flatMap((actor) => (actor.kind === 'session' ? [actor.sessionId] : [])));
  const tokens = new Set(actors.flatMap((actor) => (actor.kind === 'token' ? [actor.tokenId] : [])));
  const [liveSessions, liveTokens] = await Promise.all([findLiveSessions([...sessions]), findLiveTokens([...tokens])]);
  const isLive = (actor: Actor) =>
    actor.kind === 'session' ? liveSessions.has(actor.sessionId) : liveTokens.has(actor.tokenId);
  return new Set(actors.filter((actor) => !isLive(actor)));
}

async function findLiveSessions(ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const where = { id: { in: ids }, revokedAt: null, expiresAt: { gt: new Date() }, user: { disabledAt: null } };
  return idsOf(await backgroundDb().session.findMany({ where, select: { id: true } }));
}

async function findLiveTokens(ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const unexpired = [{ expiresAt: null }, { expiresAt: { gt: new Date() } }];
  const where = { id: { in: ids }, revokedAt: null, OR: unexpired, user: { disabledAt: null } };
  return idsOf(await backgroundDb().apiToken.findMany({ where, select: { id: true } }));
}

function idsOf(rows: readonly { id: string }[]): Set<string> {
  return new Set(rows.map(({ id }) => id));
}
