import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { findPerson } from '#app/sign-in/person.ts';
import { Loading } from '#app/ui/loading.tsx';
import { isAdministrator } from '#server/auth/administrator.ts';
import { AuditPage } from './audit-page.tsx';

export const metadata: Metadata = { title: 'Audit log' };

/** For administrators; nobody else is told that there is such a page. */
export default async function Page() {
  const person = await findPerson();
  if (!person || !isAdministrator(person)) notFound();
  return (
    <Suspense fallback={<Loading what="Loading the log…" lines={5} />}>
      <AuditPage />
    </Suspense>
  );
}
