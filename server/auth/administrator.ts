import { env } from '#server/env.ts';
import type { Actor } from '#server/stores/actor.ts';

/**
 * Whether the person is an administrator: they were when they signed in, and ADMIN_EMAILS still names them. Who is taken off
 * that list is none from the next start on, however long their session lives.
 */
export function isAdministrator({ role, email }: Actor['user']): boolean {
  return role === 'admin' && env().ADMIN_EMAILS.includes(email);
}
