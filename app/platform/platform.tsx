'use client';

import { createContext, use, type ReactNode } from 'react';
import { EXAMPLE_NAME } from './example-name.ts';

export type StoreTypeCard = { id: string; label: string; description: string; includes: readonly string[] };

/** What the screens need to know of the platform that they show. */
export type Platform = {
  /** A sentence on this cluster, such as that its nodes are simulated; null: none, and shops can be opened. */
  notice: string | null;
  types: readonly StoreTypeCard[];
  /** The address of a shop named `EXAMPLE_NAME`. */
  addressExample: string;
};

const PlatformContext = createContext<Platform | null>(null);

export function PlatformProvider({ platform, children }: { platform: Platform; children: ReactNode }) {
  return <PlatformContext value={platform}>{children}</PlatformContext>;
}

export function usePlatform() {
  const platform = use(PlatformContext);
  if (!platform) throw new Error('usePlatform() needs a <PlatformProvider> above it.');
  return {
    ...platform,
    isSimulated: platform.notice !== null,
    typeLabel: (id: string) => platform.types.find((type) => type.id === id)?.label ?? id,
    addressOf: (name: string) => platform.addressExample.replace(EXAMPLE_NAME, name),
  };
}
