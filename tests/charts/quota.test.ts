import { describe, expect, it } from 'vitest';
import { QUOTA } from '#server/stores/isolation.ts';
import { amountsOf, claimSizes, mebibytes, millicores, podsAtOnce, worstCase } from './budget.ts';
import { containersOf, render, RENDERINGS, workloadsOf } from './chart.ts';

/** DESIGN §8: what remains of the quota is the room for a repair by hand. */
const LIMITS_AT_MOST = { cpu: 3600, memory: 7 * 1024 };
/** The seed's LimitRange. */
const CONTAINER_AT_MOST = { cpu: 2000, memory: 4 * 1024 };
const SOLVER_PODS = 1;

describe.each(RENDERINGS)('$title', async ({ chart, overlay }) => {
  const objects = await render(chart, { overlay });
  const workloads = workloadsOf(objects);

  it('has all limits of a rollout with both Jobs and a certificate solver within 3600m and 7 GiB', () => {
    const limits = worstCase(objects, 'limits');
    expect(limits.cpu).toBeLessThanOrEqual(LIMITS_AT_MOST.cpu);
    expect(limits.memory).toBeLessThanOrEqual(LIMITS_AT_MOST.memory);
  });

  it('has all requests within the quota', () => {
    const requests = worstCase(objects, 'requests');
    expect(requests.cpu).toBeLessThanOrEqual(millicores(QUOTA['requests.cpu']));
    expect(requests.memory).toBeLessThanOrEqual(mebibytes(QUOTA['requests.memory']));
  });

  it('has its pods and volumes within the quota', () => {
    const pods = workloads.reduce((sum, workload) => sum + podsAtOnce(workload), SOLVER_PODS);
    const sizes = claimSizes(objects);
    expect(pods).toBeLessThanOrEqual(Number(QUOTA.pods));
    expect(sizes.length).toBeLessThanOrEqual(Number(QUOTA.persistentvolumeclaims));
    expect(sizes.reduce((a, b) => a + b)).toBeLessThanOrEqual(mebibytes(QUOTA['requests.storage']));
  });

  it.each(workloads.flatMap(containersOf))('requests of container $name no more than it may have', ({ resources }) => {
    const requests = amountsOf(resources.requests);
    const limits = amountsOf(resources.limits);
    expect(limits.cpu).toBeLessThanOrEqual(CONTAINER_AT_MOST.cpu);
    expect(limits.memory).toBeLessThanOrEqual(CONTAINER_AT_MOST.memory);
    expect(requests.cpu).toBeLessThanOrEqual(limits.cpu);
    expect(requests.memory).toBeLessThanOrEqual(limits.memory);
  });
});
