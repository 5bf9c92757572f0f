import { Button } from '#app/ui/button.tsx';
import type { FilterChange } from './filter.ts';

export function NoMatch({ change }: { change: (wanted: FilterChange) => void }) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-xl border border-dashed border-edge px-6 py-10 text-center">
      <p className="text-muted">No store matches this filter.</p>
      <Button onClick={() => change({ status: undefined, type: undefined, name: undefined })}>Show all stores</Button>
    </div>
  );
}
