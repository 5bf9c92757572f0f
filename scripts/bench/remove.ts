import { secondsOf, type Measurement } from './measurement.ts';

/** From the request to delete a store to the end of its row. */
export const remove: Measurement = {
  title: 'store.delete to the end of the row',
  against: 'helm uninstall + kubectl delete namespace --wait',
  unit: 's',
  pairs: 10,
  goal: { of: 'ratio', atMost: 1.05 },
  async ours({ ours, rows }) {
    const id = await ours.create();
    await rows.settled(id);
    return secondsOf(() => ours.remove(id));
  },
  async bare({ bare }) {
    const namespace = await bare.create();
    return secondsOf(() => bare.remove(namespace));
  },
};
