import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { HELM_FOLDER } from '../chart.ts';

export type Alert = {
  alert: string;
  expr: string;
  for?: string;
  labels: Record<string, string>;
  annotations: { summary: string; runbook_url: string };
};

/** The file of the chart that Prometheus reads. */
export const ALERTS_FILE = join(HELM_FOLDER, 'platform/monitoring/alerts.yaml');

export const RULES = parse(readFileSync(ALERTS_FILE, 'utf8')) as { groups: { name: string; rules: Alert[] }[] };

export const ALERTS: readonly Alert[] = RULES.groups.flatMap(({ rules }) => rules);
