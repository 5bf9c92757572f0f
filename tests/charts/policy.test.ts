import { describe, expect, it } from 'vitest';
import { find, render, RENDERINGS, template, type Rendered } from './chart.ts';
import { INSTALLATIONS, PLATFORM_RENDERINGS, renderPlatform } from './platform.ts';
import { offences, type RuleName } from './policy.ts';

describe('every chart keeps every rule', () => {
  it.each(RENDERINGS)('$title', async ({ chart, overlay }) => {
    expect(offences(await render(chart, { overlay }))).toEqual([]);
  });

  it.each(PLATFORM_RENDERINGS)('$title', async ({ overlay }) => {
    expect(offences(await renderPlatform({}, overlay))).toEqual([]);
  });

  it.each(Object.entries(INSTALLATIONS))('platform with %s', async (_, values) => {
    expect(offences(await renderPlatform(values))).toEqual([]);
  });

  it('platform/charts/rights', async () => {
    const rights = { release: 'storewright', namespace: 'storewright-system', overlay: [], stdin: '{}' };
    expect(offences(await template('platform/charts/rights', rights))).toEqual([]);
  });
});

type Spoil = (pod: Record<string, unknown>, container: Record<string, unknown>) => void;
const secured =
  (more: object): Spoil =>
  (_, container) => {
    container.securityContext = { ...(container.securityContext as object), ...more };
  };

/** For each rule what breaks it, in a Deployment that keeps all of them. */
const SPOILED: Record<Exclude<RuleName, 'grants no wildcard'>, Spoil[]> = {
  'runs as somebody else than root': [
    (pod) => delete (pod.securityContext as { runAsNonRoot?: boolean }).runAsNonRoot,
    secured({ runAsUser: 0 }),
    secured({ runAsNonRoot: false }),
  ],
  'gains no privileges': [secured({ allowPrivilegeEscalation: undefined }), secured({ privileged: true })],
  'has no capability': [
    secured({ capabilities: {} }),
    secured({ capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } }),
  ],
  'has a seccomp profile': [secured({ seccompProfile: { type: 'Unconfined' } })],
  'stays out of the host': [
    (pod) => (pod.hostNetwork = true),
    (pod) => (pod.hostPID = true),
    (pod) => (pod.hostIPC = true),
  ],
  'opens no port of the host': [(_, container) => (container.ports = [{ containerPort: 3000, hostPort: 80 }])],
  'mounts no folder of the host': [(pod) => (pod.volumes = [{ name: 'host', hostPath: { path: '/' } }])],
  'writes only where it may': [secured({ readOnlyRootFilesystem: false })],
  'has requests and limits': [
    (_, container) => delete container.resources,
    (_, container) => (container.resources = { requests: { cpu: '1m', memory: '1Mi' }, limits: { cpu: '1m' } }),
    (_, container) => (container.resources = { limits: { cpu: '1m', memory: '1Mi' } }),
  ],
  'is probed while it serves': [
    (_, container) => delete container.startupProbe,
    (_, container) => delete container.readinessProbe,
    (_, container) => delete container.livenessProbe,
  ],
  'names the version of its image': [
    (_, container) => (container.image = 'storewright/platform'),
    (_, container) => (container.image = 'storewright/platform:latest'),
    (_, container) => (container.image = 'registry.example:5000/storewright/platform'),
  ],
};

describe('a manifest is found out that breaks the rule:', async () => {
  const sound = find(await renderPlatform(), 'Deployment', 'platform');
  const cases = Object.entries(SPOILED).flatMap(([rule, spoils]) =>
    spoils.map((spoil, n) => [rule, n + 1, spoil] as const),
  );

  it.each(cases)('%s (%i)', (rule, _, spoil) => {
    const spoiled = structuredClone(sound) as Rendered<{ template: { spec: Record<string, unknown> } }>;
    const pod = spoiled.spec.template.spec;
    spoil(pod, (pod.containers as Record<string, unknown>[])[0] ?? {});
    const rules = offences([spoiled as Rendered]).map((offence) => offence.replace(/ \(.*/, ''));
    expect([...new Set(rules)]).toEqual([`Deployment/platform: ${rule}`]);
  });

  it.each([
    { apiGroups: [''], resources: ['*'], verbs: ['get'] },
    { apiGroups: [''], resources: ['pods/*'], verbs: ['get'] },
    { apiGroups: ['*'], resources: ['pods'], verbs: ['get'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['*'] },
  ])('grants no wildcard, as %j does', (right) => {
    const metadata = { name: 'wide', labels: {} };
    for (const kind of ['Role', 'ClusterRole']) {
      const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata, rules: [right] };
      expect(offences([role as unknown as Rendered])).toEqual([
        expect.stringContaining(`${kind}/wide: grants no wildcard`),
      ]);
    }
  });
});
