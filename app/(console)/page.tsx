import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Loading } from '#app/ui/loading.tsx';
import { StoreListPage } from './store-list/store-list-page.tsx';

export const metadata: Metadata = { title: 'Stores' };

export default function StoresPage() {
  return (
    <Suspense fallback={<Loading what="Loading your stores…" lines={5} />}>
      <StoreListPage />
    </Suspense>
  );
}
