import { secondsOf, type Measurement } from '../measurement.ts';
import type { StoreTypeId } from './cluster.ts';
import { secondsOfParts } from './parts.ts';
import type { Place } from './place.ts';
import { secondsOfPlainChart } from './plain.ts';

const LABELS = { medusa: 'Medusa', woocommerce: 'WooCommerce' } as const satisfies Record<StoreTypeId, string>;

/** What a person waits for: from the request to READY, on real pods. The store goes again, which is not counted. */
async function createToReady({ ours }: Place, type: StoreTypeId): Promise<number> {
  let id = '';
  const seconds = await secondsOf(async () => {
    id = await ours.create({ type });
  });
  await ours.remove(id);
  return seconds;
}

export const againstParts = (type: StoreTypeId): Measurement<Place> => ({
  title: `${LABELS[type]}: store.create to READY`,
  against: 'its database, its application and its order, each alone, one after the other',
  unit: 's',
  pairs: 5,
  goal: { of: 'ratio', atMost: 1.3 },
  ours: (place) => createToReady(place, type),
  bare: ({ cluster }) => secondsOfParts(cluster, type),
});

export const againstPlainChart = (type: StoreTypeId): Measurement<Place> => ({
  title: `${LABELS[type]}: store.create to READY`,
  against: 'a plain chart, which sets the shop up in sequence before it starts it',
  unit: 's',
  pairs: 3,
  goal: { of: 'ratio', atMost: 1 / 3 },
  ours: (place) => createToReady(place, type),
  bare: ({ cluster }) => secondsOfPlainChart(cluster, type),
});
