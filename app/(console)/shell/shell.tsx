'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { whenIdle } from '#app/ui/idle.ts';
import { placesOf } from './commands.ts';
import { focusSearch, moveStop, useShortcuts } from './shortcuts.ts';

// Dialogs are loaded apart, since no page waits for one that is shut: that of a new store while the browser is idle, others when asked for.
const loadCreateStoreDialog = () => import('../create-store/create-store-dialog.tsx').then((m) => m.CreateStoreDialog);
const CreateStoreDialog = dynamic(loadCreateStoreDialog);
const Palette = dynamic(() => import('./palette.tsx').then((m) => m.Palette));
const KeyList = dynamic(() => import('./key-list.tsx').then((m) => m.KeyList));

type Shown = 'create' | 'palette' | 'keys' | null;

type Shell = { createStore: () => void; findAnything: () => void };

const ShellContext = createContext<Shell | null>(null);

/** What can be called from every screen: the dialog of a new store, the palette, and the keyboard that leads everywhere. */
export function Shell({ isAdministrator, children }: { isAdministrator: boolean; children: ReactNode }) {
  const [shown, show] = useState<Shown>(null);
  const router = useRouter();
  const places = useMemo(() => placesOf(isAdministrator), [isAdministrator]);

  const actions: Record<string, () => boolean | void> = {
    c: () => show('create'),
    '?': () => show('keys'),
    'mod+k': () => show('palette'),
    '/': () => focusSearch() || show('palette'),
    j: () => moveStop(1),
    k: () => moveStop(-1),
    ...Object.fromEntries(places.map(({ key, href }) => [`g ${key}`, () => router.push(href)])),
  };
  useShortcuts((key) => actions[key] !== undefined && actions[key]() !== false);

  // What fails here is asked for again by whoever opens the dialog.
  useEffect(() => whenIdle(() => void loadCreateStoreDialog().catch(() => undefined)), []);

  const close = (isOpen: boolean) => !isOpen && show(null);
  const shell = useMemo(() => ({ createStore: () => show('create'), findAnything: () => show('palette') }), []);
  return (
    <ShellContext value={shell}>
      {children}
      {shown === 'create' && <CreateStoreDialog open onOpenChange={close} />}
      {shown === 'palette' && <Palette places={places} onClose={() => show(null)} onCreate={() => show('create')} />}
      {shown === 'keys' && <KeyList places={places} onOpenChange={close} />}
    </ShellContext>
  );
}

export function useShell(): Shell {
  const shell = use(ShellContext);
  if (!shell) throw new Error('useShell() needs a <Shell> above it.');
  return shell;
}
