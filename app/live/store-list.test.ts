import { describe, expect, it } from 'vitest';
import { COUNTS, ids, list, store } from './samples.ts';
import { appendPage, applyToList, keepNewer, reaches, refreshList, replaceList } from './store-list.ts';

const NONE: ReadonlySet<string> = new Set();
const watching = { filter: {}, limit: 3, gone: NONE };

describe('a changed store', () => {
  it('replaces its row in place', () => {
    const known = list([store('c', 3), store('b', 2), store('a', 1)]);
    const next = applyToList(
      known,
      { kind: 'changed', store: store('b', 2, { version: 2 }), counts: COUNTS },
      watching,
    );
    expect(next.stores.map(({ id, version }) => [id, version])).toEqual([
      ['c', 1],
      ['b', 2],
      ['a', 1],
    ]);
  });

  it('that comes late cannot undo a newer state', () => {
    const known = list([store('a', 1, { version: 7, status: 'deleting' })]);
    const late = store('a', 1, { version: 6, status: 'ready' });
    expect(applyToList(known, { kind: 'changed', store: late, counts: COUNTS }, watching).stores[0]?.status).toBe(
      'deleting',
    );
  });

  it('that is gone does not come back', () => {
    const gone = new Set(['a']);
    const event = { kind: 'changed', store: store('a', 1, { version: 9 }), counts: COUNTS } as const;
    expect(ids(applyToList(list([]), event, { ...watching, gone }))).toEqual([]);
  });

  it('that is new stands where its age puts it', () => {
    const known = list([store('d', 4), store('b', 2)]);
    for (const [made, order] of [
      [store('e', 5), 'edb'],
      [store('c', 3), 'dcb'],
      [store('a', 1), 'dba'],
      [store('cc', 2), 'dccb'],
    ] as const) {
      const next = applyToList(known, { kind: 'changed', store: made, counts: COUNTS }, watching);
      expect(ids(next).join('')).toBe(order);
    }
  });

  it.each([
    ['newest', 'edcba'],
    ['oldest', 'abcde'],
    ['name', 'bdaec'],
  ] as const)('that is new stands where the order of the list puts it: %s', (sort, order) => {
    const names: Record<string, string> = { b: 'a-z', d: 'a0', a: 'aa', e: 'b', c: 'ba' };
    const all = [...order].map((id) => store(id, id.charCodeAt(0), { name: names[id] }));
    const sorted = { ...watching, filter: { sort } };
    for (const made of all) {
      const known = list(all.filter((other) => other !== made));
      expect(ids(applyToList(known, { kind: 'changed', store: made, counts: COUNTS }, sorted)).join('')).toBe(order);
    }
  });

  it.each([
    ['newest', 'ba'],
    ['oldest', 'ab'],
  ] as const)('of the very moment of another stands where its id puts it: %s', (sort, order) => {
    const made = { kind: 'changed', store: store('b', 1), counts: COUNTS } as const;
    const next = applyToList(list([store('a', 1)]), made, { ...watching, filter: { sort } });
    expect(ids(next).join('')).toBe(order);
  });

  it('that lies beyond what is loaded waits for its page', () => {
    const known = list([store('d', 4), store('c', 3)], 'cursor');
    const next = applyToList(known, { kind: 'changed', store: store('a', 1), counts: COUNTS }, watching);
    expect(ids(next)).toEqual(['d', 'c']);
  });

  it('leaves and enters a filtered list as it matches', () => {
    const onlyFailed = { ...watching, filter: { status: 'failed' as const } };
    const failed = store('a', 1, { status: 'failed' });
    const entered = applyToList(list([]), { kind: 'changed', store: failed, counts: COUNTS }, onlyFailed);
    expect(ids(entered)).toEqual(['a']);
    const mended = store('a', 1, { status: 'ready', version: 2 });
    expect(ids(applyToList(entered, { kind: 'changed', store: mended, counts: COUNTS }, onlyFailed))).toEqual([]);
  });
});

describe('a snapshot', () => {
  it('shorter than the limit is the whole list', () => {
    const known = list([store('c', 3), store('b', 2), store('a', 1)], 'cursor');
    const next = applyToList(known, { kind: 'snapshot', stores: [store('c', 3)], counts: COUNTS }, watching);
    expect(next).toMatchObject({ nextCursor: null });
    expect(ids(next)).toEqual(['c']);
  });

  it('of a full page leaves the loaded rows behind it, and no ghost inside it', () => {
    const known = list([store('e', 5), store('d', 4), store('c', 3), store('b', 2), store('a', 1)], 'cursor');
    const stores = [store('e', 5), store('c', 3), store('b', 2)];
    const next = applyToList(known, { kind: 'snapshot', stores, counts: COUNTS }, watching);
    expect(ids(next)).toEqual(['e', 'c', 'b', 'a']);
    expect(next.nextCursor).toBe('cursor');
  });

  it('leaves the loaded rows behind it in whatever order', () => {
    const known = list([store('a', 1), store('b', 2), store('c', 3), store('d', 4), store('e', 5)], 'cursor');
    const stores = [store('a', 1), store('c', 3), store('d', 4)];
    const oldest = { ...watching, filter: { sort: 'oldest' as const } };
    expect(ids(applyToList(known, { kind: 'snapshot', stores, counts: COUNTS }, oldest))).toEqual(['a', 'c', 'd', 'e']);
  });

  it('that brings what is known leaves each row the very same object, so that none is drawn again', () => {
    const known = list([store('b', 2), store('a', 1)]);
    const stores = [store('b', 2), store('a', 1, { version: 2 })];
    const next = applyToList(known, { kind: 'snapshot', stores, counts: COUNTS }, watching);
    expect(next.stores[0]).toBe(known.stores[0]);
    expect(next.stores[1]).toBe(stores[1]);
  });

  it('that was read before a change cannot undo it', () => {
    const known = list([store('a', 1, { version: 5 })]);
    const next = applyToList(
      known,
      { kind: 'snapshot', stores: [store('a', 1, { version: 4 })], counts: COUNTS },
      watching,
    );
    expect(next.stores[0]?.version).toBe(5);
  });
});

it('a deletion takes the row away and brings the counts', () => {
  const counts = { ...COUNTS, ready: 0 };
  const next = applyToList(list([store('b', 2), store('a', 1)]), { kind: 'deleted', id: 'a', counts }, watching);
  expect(ids(next)).toEqual(['b']);
  expect(next.counts).toEqual(counts);
});

it('an answer that was under way brings back neither an older state nor a store that is gone', () => {
  const known = list([store('b', 2, { version: 3 })]);
  const answer = list([store('b', 2, { version: 2 }), store('a', 1)]);
  const next = keepNewer(known, answer, new Set(['a']));
  expect(next.stores.map(({ id, version }) => [id, version])).toEqual([['b', 3]]);
});

it('a further page repeats no row that the stream brought meanwhile', () => {
  const next = appendPage(
    list([store('c', 3), store('b', 2)], 'one'),
    list([store('b', 2), store('a', 1)], 'two'),
    NONE,
  );
  expect(ids(next)).toEqual(['c', 'b', 'a']);
  expect(next.nextCursor).toBe('two');
});

describe('a list that is read again', () => {
  const fresh = list([store('e', 5), store('d', 4), store('c', 3, { version: 2 })], 'after-c');

  it('keeps the pages that were loaded before', () => {
    const known = list([store('d', 4), store('c', 3), store('b', 2), store('a', 1)], 'after-a');
    const next = refreshList(known, fresh, watching);
    expect([ids(next), next.nextCursor]).toEqual([['e', 'd', 'c', 'b', 'a'], 'after-a']);
    expect(next.stores[2]?.version).toBe(2);
  });

  it('takes the way to the next page from the answer when it knew no more than that', () => {
    const next = refreshList(list([store('d', 4), store('c', 3)]), fresh, watching);
    expect([ids(next), next.nextCursor]).toEqual([['e', 'd', 'c'], 'after-c']);
  });
});

describe('a list that is read again page by page', () => {
  const known = list([store('d', 4), store('c', 3), store('b', 2), store('a', 1)], 'after-a');

  it('takes the place of the one before', () => {
    const read = list([store('d', 4), store('b', 2, { version: 2 })], 'after-b');
    const next = replaceList(known, read, [], watching);
    expect([next.stores.map(({ id, version }) => [id, version]), next.nextCursor]).toEqual([
      [
        ['d', 1],
        ['b', 2],
      ],
      'after-b',
    ]);
  });

  it('has what the stream brought in the meantime', () => {
    const onlyReady = { filter: { status: 'ready' as const }, limit: 3, gone: new Set(['c']) };
    const next = replaceList(
      known,
      list([store('d', 4), store('c', 3), store('b', 2), store('a', 1)]),
      [
        { kind: 'changed', store: store('e', 5), counts: COUNTS },
        { kind: 'changed', store: store('b', 2, { version: 2, status: 'failed' }), counts: COUNTS },
        { kind: 'deleted', id: 'c', counts: COUNTS },
      ],
      onlyReady,
    );
    expect(ids(next)).toEqual(['e', 'd', 'a']);
  });

  it('shows no older state than the list did', () => {
    const newest = list([store('a', 1, { version: 3 })]);
    expect(replaceList(newest, list([store('a', 1, { version: 2 })]), [], watching).stores[0]?.version).toBe(3);
  });

  it.each([
    ['one that ends before what is known', ['d', 'c'], 'more', false],
    ['one that ends where the known list does', ['d', 'a'], 'more', true],
    ['the whole list', ['d'], null, true],
  ] as const)('is enough: %s', (_, read, nextCursor, isEnough) => {
    const stores = known.stores.filter(({ id }) => (read as readonly string[]).includes(id));
    expect(reaches(list(stores, nextCursor), known, {})).toBe(isEnough);
  });
});
