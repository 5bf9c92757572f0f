'use client';

import { useState } from 'react';
import { useInView } from '#app/ui/in-view.ts';
import type { StoreView } from '#server/stores/view.ts';
import { StoreRow } from './store-row.tsx';

/** About two screens: rows are there before they are scrolled to. */
const MARGIN_PX = 1_500;

/**
 * Some rows of the list, which are in the page only while they are near the window, so that a long list costs no more than what is
 * seen of it. Away from it they leave a gap of their height, unless one of them has the focus.
 */
export function RowBlock({ stores, firstIndex }: { stores: readonly StoreView[]; firstIndex: number }) {
  const [gapPx, setGapPx] = useState<number | null>(null);
  const ref = useInView<HTMLDivElement>(MARGIN_PX, (isInView, block) => {
    if (isInView) setGapPx(null);
    else if (!block.contains(document.activeElement)) setGapPx(block.offsetHeight);
  });
  if (gapPx !== null) return <div ref={ref} aria-hidden style={{ height: gapPx }} />;
  return (
    <div ref={ref} role="rowgroup" className="divide-y divide-line">
      {stores.map((store, index) => (
        <StoreRow key={store.id} store={store} rowIndex={firstIndex + index} />
      ))}
    </div>
  );
}
