import type { Account, AuthOptions, Profile, User } from 'next-auth';
import { cookies, isSecure } from './auth/cookies.ts';
import { providers, type GoogleProfile } from './auth/providers.ts';
import { safeRedirect } from './auth/redirect.ts';
import { findSignedIn, SESSION_SECONDS, sessionClaims, type SessionClaims } from './auth/session.ts';
import { signIn, signOut, type Identity } from './auth/sign-in.ts';
import { env } from './env.ts';
import { describeError } from './errors.ts';
import { log } from './log.ts';
import { metrics } from './metrics/metrics.ts';
import type { Source } from './stores/actor.ts';

/** NextAuth hands the same object from the sign-in to the making of the cookie: this is how the claims get there. */
type SignedInUser = User & { claims?: SessionClaims };

/**
 * How people sign in, as NextAuth wants to be told. Made per request, since it is noted where people sign in and out from.
 * The cookie holds the ids of user and session and nothing else; whether they still hold is read from the rows.
 */
export function authOptions(from: Source): AuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    providers: providers(),
    // None of NextAuth's own pages: their styles and forms are not what the policy of our pages allows.
    pages: { signIn: '/sign-in', signOut: '/', error: '/sign-in' },
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    useSecureCookies: isSecure(),
    cookies: cookies(),
    logger: {
      error: (code, metadata) => log.warn({ code, reason: reasonOf(metadata) }, 'auth.failed'),
      warn: (code) => log.info({ code }, 'auth.warning'),
      debug: () => undefined,
    },
    callbacks: {
      redirect: ({ url }) => safeRedirect(url),
      signIn: async ({ user, account, profile }) => {
        const outcome = await signIn(identityOf(user, account, profile as GoogleProfile & Profile), from);
        metrics().authAttempts.inc({ outcome: 'error' in outcome ? outcome.error : 'SignedIn' });
        if ('error' in outcome) return `${env().PUBLIC_URL}/sign-in?error=${outcome.error}`;
        (user as SignedInUser).claims = outcome.claims;
        return true;
      },
      jwt: ({ token, user }) => ({ ...sessionClaims.parse((user as SignedInUser | undefined)?.claims ?? token) }),
      session: async ({ session, token }) => {
        // An error here would make NextAuth delete the cookie: a database that is away must not sign people out.
        const user = await findSignedIn(sessionClaims.parse(token)).catch(() => null);
        return { expires: session.expires, ...(user && { user: { name: user.name, email: user.email } }) };
      },
    },
    events: {
      signOut: ({ token }) => signOut(sessionClaims.parse(token), from),
    },
  };
}

function identityOf(user: User, account: Account | null, profile: (GoogleProfile & Profile) | undefined): Identity {
  const isDevelopment = account?.provider === 'development';
  return {
    provider: account?.provider ?? '',
    subject: account?.providerAccountId ?? '',
    email: user.email ?? '',
    emailVerified: isDevelopment || profile?.email_verified === true,
    name: user.name ?? null,
    image: user.image ?? null,
  };
}

function reasonOf(metadata: unknown): string {
  const inner = metadata !== null && typeof metadata === 'object' && 'error' in metadata ? metadata.error : metadata;
  return describeError(inner);
}
