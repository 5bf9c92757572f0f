import { find } from './find.ts';
import type { Check } from './place.ts';
import { ok, wrong } from './result.ts';

type Issuer = { status?: { conditions?: { type: string; status: string; message?: string }[] } };

/** Whether cert-manager has the issuer that the shops' certificates are asked from. */
export const certificatesCheck: Check = async ({ k, expected: { clusterIssuer: name } }) => {
  if (!name) return [ok('the platform', 'shops ask for no certificate')];
  const issuer = await find<Issuer>(k, `/apis/cert-manager.io/v1/clusterissuers/${name}`);
  const where = `ClusterIssuer ${name}`;
  if (!issuer)
    return [
      wrong(
        where,
        'there is none, or no cert-manager',
        'scripts/setup-prod.sh, or setup-local.sh --domain, installs cert-manager and makes it; or set stores.clusterIssuer to one that is there.',
      ),
    ];
  const ready = issuer.status?.conditions?.find(({ type }) => type === 'Ready');
  return [
    ready?.status === 'True'
      ? ok(where, 'ready')
      : wrong(
          where,
          `not ready${ready?.message ? `: ${ready.message}` : ''}`,
          `kubectl describe clusterissuer ${name} says why; see that cert-manager runs.`,
        ),
  ];
};
