const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const satisfies ReadonlyArray<[Intl.RelativeTimeFormatUnit, number]>;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Such as `3 minutes ago` or `in 2 hours`; within a minute `just now` or `in a moment`. */
export function relativeTime(date: Date, now: number): string {
  const seconds = Math.round((date.getTime() - now) / 1000);
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return seconds > 0 ? 'in a moment' : 'just now';
}

/** The exact moment in the reader's own zone, such as `23 Nov 2026, 14:05:09 GMT+1`. */
export function exactTime(date: Date): string {
  return date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
}

/** How long something takes, to read and not to compare: `under 1 s`, `12 s`, `2 min`, `2 min 10 s`, `1 h 5 min`. */
export function duration(milliseconds: number): string {
  const total = Math.round(milliseconds / 1000);
  if (total < 1) return 'under 1 s';
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const parts =
    hours > 0
      ? [hours && `${hours} h`, minutes && `${minutes} min`]
      : [minutes && `${minutes} min`, seconds && `${seconds} s`];
  return parts.filter(Boolean).join(' ');
}

/** A clock of whole seconds, such as `0:07`, `12:30` or `1:02:03`. Never negative: the two clocks involved may differ. */
export function clock(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}` : `${minutes}:${twoDigits(seconds)}`;
}
