/** Why somebody was not signed in, as `/sign-in?error=<code>` says it, and the sentence for the person. */
const SENTENCES = {
  UnverifiedEmail: 'Your provider has not verified your e-mail address. Verify it there, then sign in again.',
  EmailDomain: 'Addresses of your domain may not sign in here. Use your work address, or ask the administrator.',
  Disabled: 'Your access was switched off. Ask the administrator.',
  Unavailable: 'Sign-in is not possible right now, because the database does not answer. Try again in a minute.',
  RateLimited: 'Too many sign-ins came from your network address. Wait a minute, then try again.',
  CredentialsSignin: 'That is not an e-mail address. Enter one such as you@example.org.',
  OAuthCallback: 'The sign-in was not completed, or took too long. Start it again.',
} as const;

export type SignInError = keyof typeof SENTENCES;

const FALLBACK = 'The sign-in did not work. Try again; if it fails again, tell the administrator.';

/** The sentence for a code in the address of the sign-in page; any other code, NextAuth's own among them, gets a general one. */
export function signInSentence(code: string): string {
  return Object.hasOwn(SENTENCES, code) ? SENTENCES[code as SignInError] : FALLBACK;
}
