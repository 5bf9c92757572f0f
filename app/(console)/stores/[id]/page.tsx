import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { storeId } from '#server/stores/schema.ts';
import { StorePage } from './store-page.tsx';

export const metadata: Metadata = { title: 'Store' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!storeId.safeParse(id).success) notFound();
  return <StorePage key={id} id={id} />;
}
