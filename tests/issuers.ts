import { asAdmin } from './integration/kubernetes/cluster.ts';

/**
 * The fields of cert-manager's ClusterIssuer and Certificate that this project uses, as their CRDs have them: cert-manager itself needs
 * pods that run. What is not listed is refused by strict validation.
 */
const object = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' };
const selector = object({ ingress: object({ ingressClassName: text }) });
const reference = (...required: string[]) => object({ name: text, kind: text, group: text, key: text }, required);

const SPECS = {
  ClusterIssuer: object({
    selfSigned: object({}),
    ca: object({ secretName: text }, ['secretName']),
    acme: object(
      {
        server: text,
        email: text,
        privateKeySecretRef: reference('name'),
        solvers: { type: 'array', items: object({ http01: selector }) },
      },
      ['server', 'privateKeySecretRef'],
    ),
  }),
  Certificate: object(
    {
      isCA: { type: 'boolean' },
      commonName: text,
      secretName: text,
      duration: text,
      privateKey: object({ algorithm: text, size: { type: 'integer' }, rotationPolicy: text }),
      issuerRef: reference('name'),
    },
    ['issuerRef', 'secretName'],
  ),
};

const condition = object({ type: text, status: text, message: text }, ['status', 'type']);

/** Teaches the API server cert-manager's kinds. Safe to repeat; they stay until the instance goes. */
export async function ensureCertManagerKinds(): Promise<void> {
  const items = Object.entries(SPECS).map(([kind, spec]) => {
    const plural = `${kind.toLowerCase()}s`;
    const status = object({ conditions: { type: 'array', items: condition } });
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.cert-manager.io` },
      spec: {
        group: 'cert-manager.io',
        scope: kind.startsWith('Cluster') ? 'Cluster' : 'Namespaced',
        names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: {
              openAPIV3Schema: object({ apiVersion: text, kind: text, metadata: { type: 'object' }, spec, status }),
            },
          },
        ],
      },
    };
  });
  await asAdmin(['apply', '--server-side', '--force-conflicts', '--filename=-'], {
    apiVersion: 'v1',
    kind: 'List',
    items,
  });
  const names = items.map(({ metadata }) => `crd/${metadata.name}`);
  await asAdmin(['wait', '--for=condition=Established', '--timeout=60s', ...names]);
}
