import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../local/root.ts';
import { runMain, Stop } from '../../local/stop.ts';
import { CHECKS } from './checks.ts';
import { machineFindings } from './machine.ts';
import { placeOf, type Check, type Place } from './place.ts';
import { exitCodeOf, report } from './report.ts';
import { warning, wrong, type Finding, type Result } from './result.ts';

type Named = [name: string, findings: Finding[]];

const named = ([check, findings]: Named): Result[] => findings.map((finding) => ({ ...finding, check }));

/** What could not be known is no reason to be silent about the rest. */
async function ask(name: string, check: Check, place: Place): Promise<Named> {
  const findings = await check(place).catch((error: Error) => [
    warning(
      'the cluster',
      `not known: ${error.message}`,
      'See that this kubeconfig may look at it, then run this again.',
    ),
  ]);
  return [name, findings];
}

async function askCluster(kubeconfig: string): Promise<Named[]> {
  try {
    const place = await placeOf(kubeconfig);
    return await Promise.all(Object.entries(CHECKS).map(([name, check]) => ask(name, check, place)));
  } catch (error) {
    const next =
      'See that the cluster runs, and name its kubeconfig by --kubeconfig. scripts/setup-local.sh makes one on this machine.';
    return [['cluster', [wrong(`the cluster of ${kubeconfig}`, `no answer: ${(error as Error).message}`, next)]]];
  }
}

function kubeconfigOf(given: string | undefined): string {
  const usual = [join(root, '.data/kind.kubeconfig'), join(homedir(), '.kube/config')];
  const path = given || process.env.KUBECONFIG || usual.find((file) => existsSync(file));
  if (!path) throw new Stop('There is no kubeconfig: name one by --kubeconfig. See scripts/doctor --help');
  return path;
}

function optionsOf(args: string[]) {
  const options = { kubeconfig: { type: 'string' }, json: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Stop(`${(error as Error).message}: see scripts/doctor --help`);
  }
}

await runMain(async () => {
  const { kubeconfig, json } = optionsOf(process.argv.slice(2));
  const [machine, cluster] = await Promise.all([machineFindings(), askCluster(kubeconfigOf(kubeconfig))]);
  const results = [['machine', machine] satisfies Named, ...cluster].flatMap(named);
  console.log(json ? JSON.stringify(results, null, 2) : report(results));
  return exitCodeOf(results);
});
