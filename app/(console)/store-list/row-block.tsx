'use client';

import { useState } from 'react';
import { useInView } from '#app/ui/in-view.ts';
import type { StoreView } from '#server/stores/view.ts';
import { StoreRow } from './store-row.tsx';

/** About a screen: rows are there before they are scrolled to. */
const MARGIN_PX = 800;

/** Of a row that was not measured yet: about a row of a wide screen. */
const ROW_PX = 66;

type RowBlockProps = {
  stores: readonly StoreView[];
  firstIndex: number;
  /** Whether it may be near the window when it comes. A list that comes back whole would otherwise bring all its rows once. */
  isAtAnEnd: boolean;
};

/**
 * Some rows of the list, which are in the page only while they are near the window, so that a long list costs no more than what is
 * seen of it. Away from it they leave a gap of their height, unless one of them has the focus.
 */
export function RowBlock({ stores, firstIndex, isAtAnEnd }: RowBlockProps) {
  const [gapPx, setGapPx] = useState(isAtAnEnd ? null : stores.length * ROW_PX);
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
