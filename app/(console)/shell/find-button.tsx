'use client';

import { Search } from 'lucide-react';
import { IconButton } from '#app/ui/button.tsx';
import { useShell } from './shell.tsx';

/** The palette, for those who don't know its keys yet. */
export function FindButton() {
  const { findAnything } = useShell();
  return (
    <IconButton label="Find a store or a command (Ctrl K)" onClick={findAnything}>
      <Search />
    </IconButton>
  );
}
