import { join } from 'node:path';
import { helm, kubernetes } from '#server/adapters.ts';
import { env } from '#server/env.ts';
import { clearFailedAttempts } from '#server/kubernetes/clear-failed-attempts.ts';
import { chartValues } from '#server/stores/chart-values.ts';
import { hasReleaseSecret, isDeployed } from '#server/kubernetes/release-secret.ts';
import { RELEASE } from '#server/stores/naming.ts';
import type { StepBody } from '../attempt-step.ts';
import { done } from '../progress.ts';

/**
 * Brings the release to this operation's chart and values. What an earlier attempt left in back-off is cleared first, but only
 * if the chart is about to be installed: a Job that was cleared afterwards would not come back.
 */
export const installChart: StepBody = async ({ store, operationId, call, waiting, note }) => {
  const { CHARTS_DIR, CHART_VALUES } = env();
  let cleared: string[] = [];
  note('Helm is installing the chart.');
  const ref = { namespace: store.namespace, release: RELEASE };
  const release = await helm().ensureRelease(call, {
    ...ref,
    chartDir: join(CHARTS_DIR, store.type),
    valuesFiles: [`values-${CHART_VALUES}.yaml`],
    values: chartValues(store, operationId),
    isNew: async () => !(await hasReleaseSecret(kubernetes(), ref, waiting)),
    // It belongs to the write, which the end of the slice does not break off.
    isDeployed: (revision) => isDeployed(kubernetes(), ref, revision, call.signal),
    prepare: async () => {
      cleared = await clearFailedAttempts(kubernetes(), call, store.namespace);
    },
  });
  const parts = [
    `Revision ${release.revision}`,
    release.cleared && `after a release that was ${release.cleared}`,
    cleared.length > 0 && `without ${cleared.join(', ')}`,
  ];
  return done(parts.filter(Boolean).join(', '));
};
