'use client';

import { signIn } from 'next-auth/react';
import { useState, type FormEvent } from 'react';
import { Button } from '#app/ui/button.tsx';
import { useIsHydrated } from '#app/ui/hydrated.ts';
import { TextField } from '#app/ui/text-field.tsx';
import { SignInFailed } from './sign-in-failed.tsx';

/** Signs in as whoever's address is named; the server offers it on this machine alone. */
export function DevelopmentSignIn() {
  const [state, setState] = useState<'idle' | 'waiting' | 'failed'>('idle');
  const isHydrated = useIsHydrated();

  async function enter(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email'));
    setState('waiting');
    try {
      await signIn('development', { email, callbackUrl: '/' });
    } catch {
      setState('failed');
    }
  }

  return (
    <form onSubmit={enter} className="space-y-4">
      {state === 'failed' && <SignInFailed />}
      <TextField
        label="E-mail address"
        name="email"
        type="email"
        required
        autoComplete="email"
        placeholder="you@example.org"
        hint="Development sign-in: no password is asked, because Google is not configured and only this machine can reach the platform."
      />
      <Button
        type="submit"
        look="primary"
        className="h-10 w-full"
        disabled={!isHydrated}
        busy={state === 'waiting' && 'Signing in…'}
      >
        Sign in
      </Button>
    </form>
  );
}
