import { describe, expect, it } from 'vitest';
import { until } from '#scripts/local/until.ts';
import type { ApiProxy } from './support/api-proxy.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { decree, letGo } from './support/stages.ts';
import { createWorldBehindApi } from './support/world-behind-api.ts';

const ENDS = [
  { how: 'are cut', end: (api: ApiProxy) => api.cutWatches() },
  { how: 'say 410 Gone', end: (api: ApiProxy) => api.expireWatches() },
];

describe.concurrent('F15 the watches of a store that starts', () => {
  it.for(ENDS)(
    '$how, and so do new ones: all is listed anew, and READY is not missed',
    async ({ end }, { task, onTestFinished }) => {
      const world = await createWorldBehindApi();
      onTestFinished(() => world.close());
      const { api, client } = world;
      await world.stopInngest();
      await world.start();
      const { id, namespace } = await client.store.create.mutate({ name: 'watched', type: 'medusa' });
      const release = await decree('held', namespace, 'data');
      await world.startInngest();
      await until('the watches', 120, () => api.calls('watch').length >= 7);

      const lists = api.calls('list', 'pods').length;
      api.set({ verbs: ['watch'], fault: { is: 'status', code: 410 } });
      end(api);
      await until('another list', 60, () => api.calls('list', 'pods').length > lists);
      await letGo(release, namespace, 'data');
      api.set();
      await heals(task, () => world.untilStore(id, 'ready'));
      await world.untilIdle();
      const opened = api.calls('watch').filter(({ code }) => code === 200);
      expect(new Set(opened.map(({ resource }) => resource)).size, 'kinds that are watched').toBe(7);
      await checkInvariants(world);
    },
  );
});
