import { env } from '#server/env.ts';

/** Where to go after sign-in or sign-out: the wish, if it lies on the dashboard; anything else leads to its start. */
export function safeRedirect(wish: string): string {
  const { PUBLIC_URL } = env();
  const target = URL.parse(wish, PUBLIC_URL);
  return target?.origin === PUBLIC_URL ? target.href : `${PUBLIC_URL}/`;
}
