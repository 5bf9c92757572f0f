import type { UseMutationResult } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { StoreList } from '#app/live/store-list.ts';
import { PlatformProvider, type Platform } from '#app/platform/platform.tsx';
import type { StoreView } from '#server/stores/view.ts';
import { StoreTable } from './store-table.tsx';

const PLATFORM: Platform = { notice: null, types: [], addressExample: 'http://example.localhost' };
const IDLE = { error: null, isPending: false } as UseMutationResult<StoreList, unknown, string>;

function store(number: number): StoreView {
  const at = new Date(0);
  return {
    id: `store${number}`,
    name: `shop-${number}`,
    namespace: `store-${number}`,
    type: 'medusa',
    status: 'ready',
    version: 1,
    host: 'shop.localhost',
    url: 'http://shop.localhost/',
    adminUrl: 'http://shop.localhost/app',
    createdAt: at,
    readyAt: at,
    operation: {
      id: `operation${number}`,
      kind: 'provision',
      status: 'succeeded',
      failure: null,
      createdAt: at,
      startedAt: at,
      finishedAt: at,
      deadline: null,
      steps: [],
    },
  };
}

function rowsOf(count: number): string[] {
  const counts = { provisioning: 0, ready: count, failed: 0, deleting: 0 };
  const list = { stores: Array.from({ length: count }, (_, number) => store(number)), nextCursor: null, counts };
  const page = renderToStaticMarkup(
    <PlatformProvider platform={PLATFORM}>
      <StoreTable list={list} more={IDLE} />
    </PlatformProvider>,
  );
  return [...page.matchAll(/aria-rowindex="(\d+)"/g)].map(([, index = '']) => index).filter((index) => index !== '1');
}

it('a short list is there as a whole', () => {
  expect(rowsOf(60)).toHaveLength(60);
});

it('a long list that comes back brings the rows at its ends at first, not all that were ever scrolled through', () => {
  const rows = rowsOf(1_000);
  expect(rows).toHaveLength(75);
  expect([rows[0], rows.at(-1)]).toEqual(['2', '1001']);
});
