import { Plus, Store } from 'lucide-react';
import { Button } from '#app/ui/button.tsx';

/** What a new person sees: what this is for, and the way to the first store. */
export function EmptyList({ onCreate }: { onCreate: () => void }) {
  return (
    <section className="flex flex-col items-center gap-4 rounded-xl border border-dashed border-edge px-6 py-14 text-center">
      <span className="grid size-12 place-items-center rounded-xl bg-accent-soft text-accent">
        <Store className="size-6" aria-hidden />
      </span>
      <div className="max-w-sm space-y-1.5">
        <h2 className="text-lg font-semibold tracking-tight">Create your first store</h2>
        <p className="text-muted">
          Choose a name and a type. You then watch each step until a test order has been placed in the new shop.
        </p>
      </div>
      <Button look="primary" onClick={onCreate}>
        <Plus aria-hidden />
        Create your first store
      </Button>
    </section>
  );
}
