import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { listen } from '#server/db.ts';
import { singleton } from '#server/singleton.ts';

/** What the trigger on `stores` says: ids only, the rows are read by whoever is interested. */
const notice = z.object({ id: z.string(), ownerId: z.string() });
export type StoreNotice = z.infer<typeof notice>;

type Feed = EventEmitter<{ changed: [StoreNotice]; missed: [] }>;

/** Notices of every store's changes, of all processes; `missed` after a time in which some could have been lost. */
export const changeFeed = singleton('change-feed', () => {
  const feed: Feed = new EventEmitter();
  feed.setMaxListeners(0);
  listen(
    'store_changed',
    (payload) => feed.emit('changed', notice.parse(JSON.parse(payload))),
    () => feed.emit('missed'),
  );
  return feed;
});
