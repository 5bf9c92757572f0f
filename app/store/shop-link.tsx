'use client';

import { ArrowUpRight } from 'lucide-react';
import { usePlatform } from '#app/platform/platform.tsx';
import type { StoreView } from '#server/stores/view.ts';

/** Why a link is off, or null when it leads somewhere. */
function reasonOff({ status }: StoreView, isSimulated: boolean): string | null {
  if (isSimulated) return 'Off: the nodes are simulated, so no shop answers.';
  return status === 'ready' ? null : 'Off until the store is ready.';
}

type ShopLinkProps = { store: StoreView; href: string; what: string };

/** An address of the shop; a link where it leads somewhere, else plain text with the reason. */
export function ShopLink({ store, href, what }: ShopLinkProps) {
  const { isSimulated } = usePlatform();
  const off = reasonOff(store, isSimulated);
  const text = shorten(href);
  if (off) {
    return (
      <span title={off} className="relative truncate text-muted">
        {text}
        <span className="sr-only">. {off}</span>
      </span>
    );
  }
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      aria-label={`${what} of ${store.name} (new tab)`}
      className="inline-flex min-w-0 items-center gap-1 text-accent underline-offset-2 hover:underline"
    >
      <span className="truncate" title={text}>
        {text}
      </span>
      <ArrowUpRight className="size-3.5 shrink-0" aria-hidden />
    </a>
  );
}

function shorten(href: string): string {
  return href.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
