import { isAllowed } from '#server/stores/status.ts';
import type { StoreView } from '#server/stores/view.ts';
import { Panel } from '#app/ui/panel.tsx';
import { DeleteStore } from './delete-store.tsx';

/** What can't be undone, apart from everything else. */
export function DangerZone({ store }: { store: StoreView }) {
  if (!isAllowed('delete', { status: store.status, lastOperation: store.operation.kind })) return null;
  return (
    <Panel title="Danger zone" className="border-bad/35">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-60 text-muted">
          Deleting removes the shop with its database, files and credentials. Nothing of it can be brought back.
        </p>
        <DeleteStore store={store} />
      </div>
    </Panel>
  );
}
