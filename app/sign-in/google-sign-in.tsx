'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { useIsHydrated } from '#app/ui/hydrated.ts';
import { SignInFailed } from './sign-in-failed.tsx';

/** Leads to Google and back to the dashboard. */
export function GoogleSignIn() {
  const [state, setState] = useState<'idle' | 'leaving' | 'failed'>('idle');
  const isHydrated = useIsHydrated();

  async function leave() {
    setState('leaving');
    try {
      await signIn('google', { callbackUrl: '/' });
    } catch {
      setState('failed');
    }
  }

  return (
    <div className="space-y-3">
      {state === 'failed' && <SignInFailed />}
      <Button
        look="primary"
        className="h-10 w-full"
        disabled={!isHydrated}
        busy={state === 'leaving' && 'Going to Google…'}
        onClick={leave}
      >
        Continue with Google
      </Button>
      <p className="text-muted">Your e-mail address must be verified there.</p>
    </div>
  );
}
