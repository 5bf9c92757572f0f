import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { listen } from '#server/db.ts';
import { singleton } from '#server/singleton.ts';

/** What the trigger on `stores` says: ids only, the rows are read by whoever is interested. */
const notice = z.object({ id: z.string(), ownerId: z.string(), operationId: z.string() });
export type StoreNotice = z.infer<typeof notice>;

type Notices = EventEmitter<{ changed: [StoreNotice]; lost: []; missed: [] }>;
type Feed = Notices & {
  /** Whether notices can come. */
  isLive: boolean;
};

/**
 * Notices of every store's changes, of all processes; `lost` when none can come any more, `missed` after a time in which some
 * could have come.
 */
export const changeFeed = singleton('change-feed', () => {
  const feed: Feed = Object.assign<Notices, { isLive: boolean }>(new EventEmitter(), { isLive: false });
  feed.setMaxListeners(0);
  listen(
    'store_changed',
    (payload) => feed.emit('changed', notice.parse(JSON.parse(payload))),
    () => {
      feed.isLive = true;
      feed.emit('missed');
    },
    () => {
      feed.isLive = false;
      feed.emit('lost');
    },
  );
  return feed;
});
