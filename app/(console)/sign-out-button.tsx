'use client';

import { LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '#app/ui/button.tsx';

export function SignOutButton() {
  const [leaving, setLeaving] = useState(false);

  async function leave() {
    setLeaving(true);
    try {
      await signOut({ callbackUrl: '/sign-in' });
    } catch {
      setLeaving(false);
      toast.error('You are still signed in: the platform could not be reached. Try again.');
    }
  }

  return (
    <Button look="quiet" className="px-2.5" busy={leaving && 'Signing out…'} onClick={leave}>
      <LogOut aria-hidden />
      <span className="max-sm:sr-only">Sign out</span>
    </Button>
  );
}
