import { headers } from 'next/headers';
import { findSession } from '#server/auth/session.ts';

/** Who asked for this page, by the session's rows as they are now; null: nobody is signed in. */
export async function findPerson() {
  const session = await findSession({ headers: await headers() });
  return session?.user ?? null;
}
