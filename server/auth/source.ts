import { callerAddress } from '#server/caller.ts';
import type { Source } from '#server/stores/actor.ts';

/** Clients make it up; real ones are half as long. */
const USER_AGENT_MAX = 300;

export function sourceOf(request: { headers: Pick<Headers, 'get'> }): Source {
  const userAgent = request.headers.get('user-agent')?.slice(0, USER_AGENT_MAX) ?? null;
  return { address: callerAddress(request), userAgent };
}
