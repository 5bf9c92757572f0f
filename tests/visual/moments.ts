/** What the clock of every screen shows. */
export const NOW = new Date('2026-11-27T12:00:00Z');

const SECONDS = { s: 1, min: 60, h: 3_600, d: 86_400 } as const;

/** A moment before `NOW`, such as `ago(3, 'min')`. */
export function ago(amount: number, unit: keyof typeof SECONDS): Date {
  return new Date(NOW.getTime() - amount * SECONDS[unit] * 1_000);
}
