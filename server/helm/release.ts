import { findFingerprint } from './fingerprint.ts';

export const RELEASE_STATUSES = [
  'deployed',
  'failed',
  'pending-install',
  'pending-upgrade',
  'pending-rollback',
  'uninstalling',
  'uninstalled',
  'superseded',
  'unknown',
] as const;
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number];

/** One revision of a release, as `helm history` tells it. */
export type Release = {
  status: ReleaseStatus;
  revision: number;
  /** Name and version, such as `medusa-0.1.0`. */
  chart: string;
  appVersion: string;
  description: string;
  /** What it was made of, when it was finished by us. */
  fingerprint: string | null;
};

/** Reads `helm history -o json`, oldest revision first. Throws when it isn't that. */
export function parseHistory(json: string): Release[] {
  const rows: unknown = JSON.parse(json);
  if (!Array.isArray(rows)) throw new TypeError('The history of a release is a list.');
  return rows.map(parseRevision).toSorted((a, b) => a.revision - b.revision);
}

function parseRevision(row: unknown): Release {
  if (row === null || typeof row !== 'object') throw new TypeError('A revision is an object.');
  const fields = row as Record<string, unknown>;
  const revision = fields.revision;
  if (typeof revision !== 'number') throw new TypeError('A revision has a number.');
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const status = RELEASE_STATUSES.find((known) => known === fields.status) ?? 'unknown';
  const description = text(fields.description);
  return {
    status,
    revision,
    chart: text(fields.chart),
    appVersion: text(fields.app_version),
    description,
    fingerprint: findFingerprint(description),
  };
}
