import { Loading } from '#app/ui/loading.tsx';

/** Holds the place of the rows, and of the stops of `j` and `k` with them (shell/shortcuts.ts). */
export function ListLoading() {
  return (
    <div data-stops-coming>
      <Loading what="Loading your stores…" lines={5} />
    </div>
  );
}
