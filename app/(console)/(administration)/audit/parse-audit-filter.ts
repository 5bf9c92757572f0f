import { AUDIT_ACTIONS, type AuditAction } from '#server/stores/audit.ts';

/** `from` and `until` are days such as 2026-11-26, both within. */
export type AuditViewFilter = { person?: string; store?: string; action?: AuditAction; from?: string; until?: string };

/** As the server has it. */
export const PART_MAX = 254;

/** The filter in the address bar. What is no action or day is passed over: an old link still leads to the log. */
export function parseAuditFilter(parameters: URLSearchParams): AuditViewFilter {
  const action = AUDIT_ACTIONS.find((known) => known === parameters.get('action'));
  const [person, store] = ['person', 'store'].map((name) => parameters.get(name)?.slice(0, PART_MAX));
  const [from, until] = ['from', 'until'].map((name) => parseDay(parameters.get(name)));
  return {
    ...(person && { person }),
    ...(store && { store }),
    ...(action && { action }),
    ...(from && { from }),
    ...(until && { until }),
  };
}

/** The filter as the API takes it: moments, the days being those of the reader's own zone. */
export function toAuditInput({ from, until, ...rest }: AuditViewFilter) {
  return {
    ...rest,
    ...(from && { from: startOf(from, 0).toISOString() }),
    ...(until && { until: startOf(until, 1).toISOString() }),
  };
}

/** A day of this century, as the field for a day gives it. */
function parseDay(text: string | null): string | undefined {
  return text && /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

function startOf(day: string, daysLater: number): Date {
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + daysLater);
  return date;
}
