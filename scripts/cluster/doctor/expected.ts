import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Kubernetes } from '#server/kubernetes/client.ts';
import { isKubernetesError } from '#server/kubernetes/errors.ts';
import { root } from '../../local/root.ts';
import { find } from './find.ts';

/** What the platform counts on. Empty where the cluster decides, and where only an installation could say. */
export type Expected = {
  /** Null where this kubeconfig may not see whether it is. */
  isInstalled: boolean | null;
  account: { namespace: string; name: string };
  ingressClass: string;
  /** The namespace and the selector of its pods, as `kube-system/app.kubernetes.io/name=traefik`. */
  ingressController: string;
  storageClass: string;
  clusterIssuer: string;
  platformHost: string;
  storesDomain: string;
  /** What shops must not reach, besides the private ranges of the store charts. */
  blockedCidrs: string[];
};

/** Where scripts/cluster/steps.sh installs the platform, and the account of helm/platform/charts/rights. */
const ACCOUNT = { namespace: 'storewright-system', name: 'storewright' };

/** Of the ingress controller's pods, where the values of helm/platform give no labels. */
const CONTROLLER_LABEL = 'app.kubernetes.io/name=traefik';

/** Variables of the app; the chart leaves out what is empty. */
type Settings = Record<string, string | undefined>;

type Values = {
  ingress: { className: string };
  network: { ingressController: { namespace: string } };
  storageClass: string;
};

/** What helm/platform takes where nothing else is said. */
export function chartDefaults(): Expected {
  const values = parse(readFileSync(join(root, 'helm/platform/values.yaml'), 'utf8')) as Values;
  return {
    isInstalled: false,
    account: ACCOUNT,
    ingressClass: values.ingress.className,
    ingressController: `${values.network.ingressController.namespace}/${CONTROLLER_LABEL}`,
    storageClass: values.storageClass,
    clusterIssuer: '',
    platformHost: '',
    storesDomain: '',
    blockedCidrs: [],
  };
}

/** The settings of the platform that is installed in the cluster, else the defaults of its chart. @throws KubernetesError */
export async function expectedOf(k: Kubernetes): Promise<Expected> {
  const path = `/api/v1/namespaces/${ACCOUNT.namespace}/configmaps/platform`;
  const found = await find<{ data: Settings }>(k, path).catch((error: unknown) => {
    if (isKubernetesError(error, 'forbidden')) return 'not known' as const;
    throw error;
  });
  if (found === 'not known') return { ...chartDefaults(), isInstalled: null };
  return found ? fromSettings(found.data) : chartDefaults();
}

/** What the chart wrote down for the app. */
function fromSettings(settings: Settings): Expected {
  const { ingressClass, ingressController } = chartDefaults();
  return {
    isInstalled: true,
    account: ACCOUNT,
    ingressClass: settings.INGRESS_CLASS ?? ingressClass,
    ingressController: settings.INGRESS_CONTROLLER ?? ingressController,
    storageClass: settings.STORAGE_CLASS ?? '',
    clusterIssuer: settings.CLUSTER_ISSUER ?? '',
    platformHost: settings.PUBLIC_URL ? new URL(settings.PUBLIC_URL).hostname : '',
    storesDomain: settings.STORE_BASE_DOMAIN ?? '',
    blockedCidrs: (settings.BLOCKED_CIDRS ?? '').split(',').filter(Boolean),
  };
}
