'use client';

import { LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { toast } from 'sonner';
import { setLeaving } from '#app/trpc/signed-out.ts';
import { Button } from '#app/ui/button.tsx';

export function SignOutButton() {
  const [busy, setBusy] = useState(false);

  function say(leaving: boolean) {
    setBusy(leaving);
    setLeaving(leaving);
  }

  async function leave() {
    say(true);
    try {
      await signOut({ callbackUrl: '/sign-in' });
    } catch {
      say(false);
      toast.error('You are still signed in: the platform could not be reached. Try again.');
    }
  }

  return (
    <Button look="quiet" className="px-2.5" busy={busy && 'Signing out…'} onClick={leave}>
      <LogOut aria-hidden />
      <span className="max-sm:sr-only">Sign out</span>
    </Button>
  );
}
