import { Store } from 'lucide-react';

/** The product's mark and name. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 text-base font-semibold tracking-tight">
      <span className="grid size-7 place-items-center rounded-lg bg-accent text-on-accent">
        <Store className="size-4" aria-hidden />
      </span>
      Storewright
    </span>
  );
}
