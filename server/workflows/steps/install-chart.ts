import { join } from 'node:path';
import { helm, kubernetes } from '#server/adapters.ts';
import { env } from '#server/env.ts';
import { clearFailedAttempts } from '#server/kubernetes/clear-failed-attempts.ts';
import { chartValues } from '#server/stores/chart-values.ts';
import { RELEASE } from '#server/stores/naming.ts';
import type { StepBody } from '../attempt-step.ts';
import { done } from '../progress.ts';

/** Clears what an earlier attempt left in back-off, then brings the release to this operation's chart and values. */
export const installChart: StepBody = async ({ store, operationId, call, note }) => {
  const { CHARTS_DIR, CHART_VALUES } = env();
  const cleared = await clearFailedAttempts(kubernetes(), call, store.namespace);
  note('Helm is installing the chart.');
  const release = await helm().ensureRelease(call, {
    namespace: store.namespace,
    release: RELEASE,
    chartDir: join(CHARTS_DIR, store.type),
    valuesFiles: [`values-${CHART_VALUES}.yaml`],
    values: chartValues(store, operationId),
  });
  const parts = [
    `Revision ${release.revision}`,
    release.cleared && `after a release that was ${release.cleared}`,
    cleared.length > 0 && `without ${cleared.join(', ')}`,
  ];
  return done(parts.filter(Boolean).join(', '));
};
