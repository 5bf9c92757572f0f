import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ALERT_CASES, type AlertCase } from './alert-cases.ts';
import { ALERTS, ALERTS_FILE, RULES } from './alerts.ts';
import { promtool } from './promtool.ts';

/** What is promised to be watched. */
const PROMISED = `StoreStuckProvisioning StoreStuckDeleting StoresFailed ClusterUtilisationHigh ProvisionFailureBurn
  ProvisionLatencyHigh ProvisioningStalled OutboxBacklog DispatcherDead InngestDown KubeApiUnreachable KubeApiThrottled HelmKilled
  HelmUnlocks OrphanNamespaces MissingNamespaces NamespaceQuotaAlmostFull StorePodsCrashLooping PvcAlmostFull ApiErrorBurn ApiLatency
  EventLoopLag DbPoolSaturated SseLag CertExpiry CredentialRevealSpike AuthzDeniedSpike AuditWriteFailure RbacExcess DeadMansSwitch`;

const RUNBOOK = readFileSync(join(import.meta.dirname, '../../../docs/operations/runbook.md'), 'utf8');

const names = [...new Set(ALERTS.map(({ alert }) => alert))].toSorted();

it('there is a rule for every alert that is promised, and no other', () => {
  expect(names).toEqual(PROMISED.split(/\s+/).toSorted());
});

it('every alert says how urgent it is, and where the runbook tells of it', () => {
  for (const { alert, labels, annotations } of ALERTS) {
    expect(['page', 'ticket', 'none'], alert).toContain(labels.severity);
    expect(annotations).toEqual({
      summary: expect.stringMatching(/^[A-Z].*\.( It is .*)?$/) as string,
      runbook_url: `docs/operations/runbook.md#${alert.toLowerCase()}`,
    });
  }
});

const sections = RUNBOOK.split(/^## /m).slice(1);
const alertSections = sections.filter((section) => /^[A-Z]\w+\n/.test(section));

it('the runbook has a section for every alert, and none for what is no alert', () => {
  expect(alertSections.map((section) => section.split('\n', 1)[0]).toSorted()).toEqual(names);
});

it.each(alertSections.map((section) => [section.split('\n', 1)[0], section] as const))(
  'the runbook says of %s what it means, what people notice, how to look and what to do',
  (_, section) => {
    const parts = ['**Meaning.**', '**People notice.**', '**Look.**', '**Do.**'];
    expect(parts.map((part) => section.split(part).length - 1)).toEqual([1, 1, 1, 1]);
  },
);

/** Rules of one name differ by `burn`. */
const ruleOf = ({ alert, labels }: AlertCase) =>
  ALERTS.filter((rule) => rule.alert === alert && rule.labels.burn === labels?.burn);

it('each rule has a case of its own', () => {
  const rules = ALERT_CASES.flatMap(ruleOf);
  expect(ALERTS.filter((rule) => !rules.includes(rule))).toEqual([]);
  expect(rules).toHaveLength(ALERT_CASES.length);
});

/** A case as promtool has it: what is there, and which alerts there are at that time. */
function testOf(one: AlertCase, what: 'fires' | 'silent') {
  const firing = ruleOf(one).map(({ labels, annotations }) => ({
    exp_labels: { ...labels, ...one.labels },
    exp_annotations: annotations,
  }));
  return {
    name: `${one.alert} ${what}`,
    interval: '1m',
    input_series: Object.entries(one[what]).map(([series, values]) => ({ series, values })),
    alert_rule_test: [{ eval_time: `${one.at}m`, alertname: one.alert, exp_alerts: what === 'fires' ? firing : [] }],
  };
}

it.each([
  ['minutes', '1m', ALERT_CASES.filter(({ at }) => at < 100)],
  // Every rule is looked at so often, from the beginning on.
  ['hours', '5m', ALERT_CASES.filter(({ at }) => at >= 100)],
])('every alert of %s fires when it should, and stays silent when it nearly should', async (_, interval, cases) => {
  const tests = cases.flatMap((one) => [testOf(one, 'fires'), testOf(one, 'silent')]);
  const file = { rule_files: [ALERTS_FILE], evaluation_interval: interval, tests };
  expect(await promtool(['test', 'rules'], file)).toBe('');
});

it('Prometheus reads the rules', async () => {
  expect(await promtool(['check', 'rules'], RULES)).toBe('');
});
