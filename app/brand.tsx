import { Store } from 'lucide-react';

/** The product's mark and name; `compact` leaves the name to screen readers where there is little room. */
export function Brand({ compact = false }: { compact?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2 text-base font-semibold tracking-tight">
      <span className="grid size-7 place-items-center rounded-lg bg-accent text-on-accent">
        <Store className="size-4" aria-hidden />
      </span>
      <span className={compact ? 'max-sm:sr-only' : undefined}>Storewright</span>
    </span>
  );
}
