import { db } from '#server/db.ts';
import type { SessionActor } from '#server/stores/actor.ts';

/** About which ends of work a person wants a mail. That a store is gone is always told. */
export type MailChoice = { mailOnReady: boolean; mailOnFailure: boolean };

/** What the platform knows of the person. Name and address are Google's, as of the last sign-in. */
export function getProfile({ user }: SessionActor) {
  const select = { email: true, name: true, createdAt: true, mailOnReady: true, mailOnFailure: true } as const;
  return db().user.findUniqueOrThrow({ where: { id: user.id }, select });
}

/** Counts for mails that are still to be sent, too. */
export async function chooseMails({ user }: SessionActor, choice: Partial<MailChoice>): Promise<void> {
  await db().user.update({ where: { id: user.id }, data: choice, select: { id: true } });
}
