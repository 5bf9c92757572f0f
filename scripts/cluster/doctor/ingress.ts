import { list } from './find.ts';
import type { Check, Place } from './place.ts';
import { ok, wrong, type Finding } from './result.ts';

const INSTALL = 'scripts/setup-prod.sh or setup-local.sh installs Traefik';

async function judgeClass({ k, expected }: Place): Promise<Finding> {
  const classes = await list<{ metadata: { name: string } }>(k, '/apis/networking.k8s.io/v1/ingressclasses');
  const names = classes.map(({ metadata }) => metadata.name);
  return names.includes(expected.ingressClass)
    ? ok('the cluster', `ingress class ${expected.ingressClass}`)
    : wrong(
        'the cluster',
        `no ingress class ${expected.ingressClass} (there is: ${names.join(', ') || 'none'})`,
        `${INSTALL}; or set ingress.className of helm/platform to one that is there.`,
      );
}

type Pod = { status: { conditions?: { type: string; status: string }[] } };

/** NetworkPolicies let these pods in and no others, so a controller anywhere else reaches neither the platform nor a shop. */
async function judgeController({ k, expected }: Place): Promise<Finding> {
  const [namespace = '', ...selector] = expected.ingressController.split('/');
  const query = `labelSelector=${encodeURIComponent(selector.join('/'))}`;
  const pods = await list<Pod>(k, `/api/v1/namespaces/${namespace}/pods?${query}`);
  const isReady = ({ status }: Pod) =>
    status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  const where = `namespace ${namespace}`;
  const label = selector.join('/');
  if (pods.some(isReady)) return ok(where, `an ingress controller (${label}) is ready`);
  const what =
    pods.length === 0 ? `no ingress controller: no pod is labelled ${label}` : `no pod labelled ${label} is ready`;
  return wrong(
    where,
    what,
    pods.length === 0
      ? `${INSTALL}; or set network.ingressController of helm/platform to where it is: nobody else is let in.`
      : `kubectl describe pods --namespace ${namespace} --selector ${label} says why.`,
  );
}

/** The class of Ingresses that the platform and the shops ask for, and the pods that answer for it. */
export const ingressCheck: Check = (place) => Promise.all([judgeClass(place), judgeController(place)]);
