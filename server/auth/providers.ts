import type { CredentialsConfig } from 'next-auth/providers/credentials';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import { env } from '#server/env.ts';
import { isDevelopmentSignInAllowed } from '#server/environment/guards.ts';

const GOOGLE_ISSUER = 'https://accounts.google.com';

/** The claims of Google's id token that matter here. https://developers.google.com/identity/openid-connect/openid-connect */
export interface GoogleProfile {
  sub: string;
  email: string;
  email_verified: boolean;
  name?: string;
  picture?: string;
}

/** Which way people sign in here: with Google, else, on this machine alone, by naming any address. */
export function signInMethod(): 'google' | 'development' | null {
  if (env().GOOGLE_CLIENT_ID !== undefined) return 'google';
  return isDevelopmentSignInAllowed(env()) ? 'development' : null;
}

export function providers() {
  const method = signInMethod();
  if (method === 'google') return [google()];
  return method === 'development' ? [development()] : [];
}

function google(): OAuthConfig<GoogleProfile> {
  const {
    GOOGLE_CLIENT_ID: clientId,
    GOOGLE_CLIENT_SECRET: clientSecret,
    GOOGLE_ISSUER: issuer = GOOGLE_ISSUER,
  } = env();
  return {
    id: 'google',
    name: 'Google',
    type: 'oauth',
    clientId,
    clientSecret,
    issuer,
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email profile', prompt: 'select_account' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile: ({ sub, email, name, picture }) => ({ id: sub, email, name, image: picture }),
  };
}

function development(): CredentialsConfig<{ email: { label: string; type: string } }> {
  return {
    id: 'development',
    name: 'Development',
    type: 'credentials',
    credentials: { email: { label: 'E-mail', type: 'email' } },
    authorize: async (credentials) => {
      const email = z.email().max(254).safeParse(credentials?.email);
      return email.success ? { id: email.data.toLowerCase(), email: email.data } : null;
    },
  };
}
