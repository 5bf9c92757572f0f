import { problemOf } from './problem.ts';

/** Where a person is sent whose session has ended, with a word about why. */
export const SESSION_ENDED = '/sign-in?ended=1';

/** A session may end at any moment, here or elsewhere: then nothing on the page is theirs to see any more. */
export function leaveIfSignedOut(error: unknown): void {
  if (problemOf(error).code === 'UNAUTHENTICATED') window.location.replace(SESSION_ENDED);
}
