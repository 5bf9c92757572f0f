import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Loading } from '#app/ui/loading.tsx';
import { AuditPage } from './audit-page.tsx';

export const metadata: Metadata = { title: 'Audit log' };

export default function Page() {
  return (
    <Suspense fallback={<Loading what="Loading the log…" lines={5} />}>
      <AuditPage />
    </Suspense>
  );
}
