'use client';

import { clock, exactTime } from './format.ts';
import { useNow } from './now.ts';

/** How long something has taken, or takes already. */
export function Clock({ from, to }: { from: Date; to: Date | null }) {
  const words = useNow((now) => clock((to?.getTime() ?? now) - from.getTime()));
  const title = `Started ${exactTime(from)}${to ? `, ended ${exactTime(to)}` : ''}`;
  return (
    <span title={title} className="tabular-nums" role="timer" aria-live="off">
      {words}
    </span>
  );
}
