const units: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/**
 * The moment (ms since 1970) that the SDK means by a time text: a length from now such as `1h30m`, or an ISO date.
 * Throws when the text is neither.
 */
export function momentOf(text: string, now = Date.now()): number {
  if (/^(\d+(w|d|h|ms|m|s))+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+)(w|d|h|ms|m|s)/g)];
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), now);
  }
  const date = Date.parse(text);
  if (Number.isNaN(date)) {
    throw new Error(`"${text}" is neither a length of time such as 1h30m nor an ISO date`);
  }
  return date;
}
