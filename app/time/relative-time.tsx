'use client';

import { exactTime, relativeTime } from './format.ts';
import { useNow } from './now.ts';

/** A moment in words, exact on hover. */
export function RelativeTime({ date }: { date: Date }) {
  const words = useNow((now) => relativeTime(date, now));
  return (
    <time dateTime={date.toISOString()} title={exactTime(date)} className="whitespace-nowrap tabular-nums">
      {words}
    </time>
  );
}
