import { expect, it, vi } from 'vitest';
import { SharedReads } from './shared-reads.ts';

/** A read that ends when the test says so. */
function heldRead() {
  const ends: PromiseWithResolvers<string>[] = [];
  const read = vi.fn<(wanted: string[]) => Promise<string>>(() => {
    const end = Promise.withResolvers<string>();
    ends.push(end);
    return end.promise;
  });
  const begun = (count: number) => vi.waitFor(() => expect(read).toHaveBeenCalledTimes(count), 5_000);
  return { read, ends, begun };
}

it('all who ask before a read begins share it, and it is for all that they want', async () => {
  const { read, ends, begun } = heldRead();
  const reads = new SharedReads<string>();
  const answers = [['a'], ['b'], ['a', 'c']].map((wanted) => reads.ask('key', wanted, read));
  await begun(1);
  ends[0]?.resolve('found');
  expect(await Promise.all(answers)).toEqual(['found', 'found', 'found']);
  expect(read.mock.calls).toEqual([[['a', 'b', 'c']]]);
});

it('who asks while a read is under way gets the next one, which begins when it is over', async () => {
  const { read, ends, begun } = heldRead();
  const reads = new SharedReads<string>();
  const first = reads.ask('key', ['a'], read);
  await begun(1);
  const later = [reads.ask('key', ['a'], read), reads.ask('key', ['b'], read)];
  const other = reads.ask('other', [], read);
  await begun(2);
  ends[1]?.resolve('of the other key, which waits for nobody');
  await other;
  expect(read).toHaveBeenCalledTimes(2);
  ends[0]?.resolve('old');
  expect(await first).toBe('old');
  await begun(3);
  ends[2]?.resolve('new');
  expect(await Promise.all(later)).toEqual(['new', 'new']);
  expect(read.mock.calls[2]).toEqual([['a', 'b']]);
});

it('a failure is told to all who share the read, and the next one begins anew', async () => {
  const { read, ends, begun } = heldRead();
  const reads = new SharedReads<string>();
  const both = Promise.allSettled([reads.ask('key', ['a'], read), reads.ask('key', ['b'], read)]);
  await begun(1);
  const next = reads.ask('key', ['c'], read);
  ends[0]?.reject(new Error('away'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await begun(2);
  ends[1]?.resolve('back');
  expect(await next).toBe('back');
});
