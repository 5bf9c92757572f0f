import { kubernetes } from '#server/adapters.ts';
import { ensureObject, isQuotaActive } from '#server/kubernetes/ensure-object.ts';
import { limitRangeManifest, networkPolicyManifests, QUOTA_NAME, quotaManifest } from '#server/stores/isolation.ts';
import type { StepBody } from '../attempt-step.ts';
import { done, notYet } from '../progress.ts';
import { soon } from '../soon.ts';

/** Done when the quota holds: what comes before that would not be counted. */
export const applyLimits: StepBody = async ({ store: { namespace }, call, waiting }) => {
  const k = kubernetes();
  const manifests = [quotaManifest(namespace), limitRangeManifest(namespace), ...networkPolicyManifests(namespace)];
  // All are waited for, whatever becomes of one: no write may be under way any more when the lease is given back.
  const results = await Promise.allSettled(manifests.map((manifest) => ensureObject(k, call, manifest)));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  const active = await soon(() => isQuotaActive(k, namespace, QUOTA_NAME, waiting), waiting);
  return active ? done('4 CPU, 8 GiB, 20 pods') : notYet('The quota is not counting yet.');
};
