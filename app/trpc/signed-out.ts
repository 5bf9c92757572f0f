import { problemOf } from './problem.ts';

/** Where a person is sent whose session has ended, with a word about why. */
const SESSION_ENDED = '/sign-in?ended=1';

/** While people sign out here, the end of their session is no news to them. */
let isLeaving = false;

/** Says that the person is signing out on this page, or, with false, that nothing came of it. */
export function setLeaving(leaving: boolean): void {
  isLeaving = leaving;
}

/** A session may end at any moment, here or elsewhere: then nothing on the page is theirs to see any more. */
export function leaveIfSignedOut(error: unknown): void {
  if (!isLeaving && problemOf(error).code === 'UNAUTHENTICATED') window.location.replace(SESSION_ENDED);
}
