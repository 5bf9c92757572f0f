import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ListLoading } from './store-list/list-loading.tsx';
import { StoreListPage } from './store-list/store-list-page.tsx';

export const metadata: Metadata = { title: 'Stores' };

export default function StoresPage() {
  return (
    <Suspense fallback={<ListLoading />}>
      <StoreListPage />
    </Suspense>
  );
}
