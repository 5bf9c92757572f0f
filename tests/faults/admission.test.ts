import { describe, expect, it } from 'vitest';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { deny } from './support/policies.ts';
import { createWorldBehindApi } from './support/world-behind-api.ts';

const WORDS = 'The house rules of this cluster do not allow that.';

/** What is denied, in which step that is noticed, and how often helm may have tried to install by then. */
const CASES = [
  { resource: 'secrets', step: 'create-credentials', upgrades: 0 },
  { resource: 'statefulsets', step: 'install-chart', upgrades: 1 },
  { resource: 'pods', step: 'start-database', upgrades: 1 },
];

describe.concurrent('F36 admission denies', () => {
  it.for(CASES)(
    '$resource: fails for good in $step, tries no more, and shows why',
    async ({ resource, step, upgrades }, { task, onTestFinished }) => {
      const world = await createWorldBehindApi();
      onTestFinished(() => world.close());
      await world.stopInngest();
      await world.start();
      const { id, namespace } = await world.client.store.create.mutate({ name: 'denied', type: 'woocommerce' });
      const allow = await deny(resource, namespace, WORDS);
      onTestFinished(allow);

      await world.startInngest();
      await heals(task, () => world.untilStore(id, 'failed'));
      const { operation } = await world.client.store.get.query({ id });
      expect(operation.failure).toMatchObject({ step, reason: 'AdmissionDenied' });
      expect(operation.failure?.message).toContain(WORDS);
      await world.untilIdle();
      const refused = world.api.calls().filter(({ code, verb }) => code === 422 && verb !== 'watch');
      expect(refused.length, 'calls that were denied').toBeLessThanOrEqual(1);
      const commands = world.helm.runs().filter(({ command }) => command === 'upgrade');
      expect(commands).toHaveLength(upgrades);
      await checkInvariants(world);
    },
  );
});
