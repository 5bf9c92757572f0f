import { join } from 'node:path';
import type { Ports } from './ports.ts';
import type { Tools } from './tools/ensure.ts';

/** The administrator's kubeconfig, for set-up and people; the app has its own. */
export const adminKubeconfig = (dir: string): string => join(dir, 'kubeconfig');

/** What kwokctl takes from a file only. */
export const settingsFile = (dir: string): string => join(dir, 'kwokctl.json');

/**
 * For both controllers: no leader election, because the one of the last start would be waited for; and more than the default 20
 * calls a second, which would make twenty stores at once wait. API Priority and Fairness stays on, as in a real cluster.
 */
const controllerArgs = { 'leader-elect': 'false', 'kube-api-qps': '300', 'kube-api-burst': '600' };

/** Room for 65,000 services, as real clusters have. kwokctl's own 254 are full with 63 stores of four each. */
const SERVICE_RANGE = '10.0.0.0/16';

const patch = (name: string, args: Record<string, string>) => ({
  name,
  extraArgs: Object.entries(args).map(([key, value]) => ({ key, value })),
});

/** What goes into the settings file. */
export const kwokctlSettings = (ports: Ports) => ({
  apiVersion: 'config.kwok.x-k8s.io/v1alpha1',
  kind: 'KwokctlConfiguration',
  options: { bindAddress: '127.0.0.1', etcdPeerPort: ports.etcdPeer },
  componentsPatches: [
    patch('kube-apiserver', { 'service-cluster-ip-range': SERVICE_RANGE }),
    patch('kube-controller-manager', { ...controllerArgs, 'enable-hostpath-provisioner': 'true' }),
    patch('kube-scheduler', controllerArgs),
  ],
});

/** What kwokctl is told when it makes the cluster; it keeps all of it. */
export const kwokctlFlags = (dir: string, ports: Ports, tools: Tools): string[] => [
  '--runtime=binary',
  '--kube-authorization',
  '--enable-crds=Stage,Logs,ClusterLogs',
  `--config=${settingsFile(dir)}`,
  `--kubeconfig=${adminKubeconfig(dir)}`,
  `--kube-apiserver-port=${ports.api}`,
  `--etcd-port=${ports.etcd}`,
  `--kube-controller-manager-port=${ports.controllerManager}`,
  `--kube-scheduler-port=${ports.scheduler}`,
  `--controller-port=${ports.kwok}`,
  `--etcd-binary=${tools.etcd}`,
  `--kube-apiserver-binary=${tools['kube-apiserver']}`,
  `--kube-controller-manager-binary=${tools['kube-controller-manager']}`,
  `--kube-scheduler-binary=${tools['kube-scheduler']}`,
  `--kwok-controller-binary=${tools.kwok}`,
];
