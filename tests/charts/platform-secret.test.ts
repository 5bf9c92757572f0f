import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { asAdmin, newId } from '#tests/integration/kubernetes/cluster.ts';
import { helm, HELM_FOLDER } from './chart.ts';
import { SECRETS } from './platform.ts';

/** Where the platform's rights are installed already: helm takes over what another release owns nowhere else. */
const namespace = 'storewright-system';
const own = newId();
const made: string[] = [];

afterAll(async () => {
  await asAdmin(['--namespace', namespace, 'delete', 'secret', ...made]);
});

/** What `helm install` would send from here, where it can ask the cluster for the Secret of that name. */
function install(existingSecret: string): Promise<string> {
  const chart = join(HELM_FOLDER, 'platform');
  const cluster = ['--dry-run=server', '--kubeconfig', inject('instance').kubeconfigs.admin, '--namespace', namespace];
  const files = ['--values', join(chart, 'ci/values.yaml'), '--values', '-'];
  return helm(['template', ...cluster, ...files, '--', 'storewright', chart], JSON.stringify({ existingSecret }));
}

async function makeSecret(kind: string, stringData: Record<string, string>): Promise<string> {
  const name = `${kind}-${own}`;
  await asAdmin(['create', '-f', '-'], { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData });
  made.push(name);
  return name;
}

describe('on a cluster an installation with the name of a Secret', () => {
  it('is refused when there is none of that name, and says how to make it', async () => {
    const words = new RegExp(
      `The Secret absent is not in the namespace ${namespace}. Make one .*kubectl create secret`,
    );
    await expect(install('absent')).rejects.toThrow(words);
  });

  it('is refused when a secret in it is short, or missing, by its name and not its value', async () => {
    const { 'queue-password': _, ...others } = SECRETS;
    const weak = await makeSecret('weak', { ...others, 'session-secret': 'swordfish' });
    const refusal = await install(weak).catch(String);
    expect(refusal).toMatch(/The secret session-secret is missing, too short or malformed: give 32 or more random/);
    expect(refusal).toMatch(/The secret queue-password is missing/);
    expect(refusal).not.toMatch(/swordfish|The secret (google|inngest|database)/);
  });

  it('goes on with a sound one, of which no value leaves the cluster', async () => {
    const sound = await makeSecret('sound', { ...SECRETS, 'session-secret': `canary${SECRETS['session-secret']}` });
    const manifests = await install(sound);
    expect(manifests).toContain(`name: "${sound}"`);
    expect(manifests).not.toMatch(/canary|kind: Secret/);
  });

  it('lets the app out to the port that the API server itself has there', async () => {
    const slice = ['get', 'endpointslice', 'kubernetes', '--namespace', 'default'];
    const port = await asAdmin([...slice, '--output=jsonpath={.ports[0].port}']);
    const manifests = await install(await makeSecret('any', SECRETS));
    expect(manifests).toContain(`- port: ${port}\n`);
  });
});
