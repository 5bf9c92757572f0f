import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../local/root.ts';
import { get } from './find.ts';
import type { Check } from './place.ts';
import { ok, wrong, type Finding } from './result.ts';

/** The oldest minor version of Kubernetes 1 that helm/platform/Chart.yaml accepts. */
function oldestMinor(): number {
  const { kubeVersion } = parse(readFileSync(join(root, 'helm/platform/Chart.yaml'), 'utf8')) as {
    kubeVersion: string;
  };
  return Number(/^>=1\.(\d+)\./.exec(kubeVersion)?.[1]);
}

/** Judges what an API server says of its version, as `v1.36.4+k3s1`. */
export function judgeVersion(version: string): Finding {
  const minor = Number(/^v1\.(\d+)\./.exec(version)?.[1]);
  return minor >= oldestMinor()
    ? ok('the cluster', `Kubernetes ${version}`)
    : wrong(
        'the cluster',
        `Kubernetes ${version} is older than 1.${oldestMinor()}`,
        'Upgrade the cluster: the admission policy that holds the platform to the namespaces of stores needs a newer one.',
      );
}

/** Whether the API server is of a version that helm/platform can be installed in. */
export const kubernetesCheck: Check = async ({ k }) => {
  const { gitVersion } = await get<{ gitVersion: string }>(k, '/version');
  return [judgeVersion(gitVersion)];
};
