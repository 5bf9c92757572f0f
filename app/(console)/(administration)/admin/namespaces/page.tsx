import type { Metadata } from 'next';
import { Namespaces } from './namespaces.tsx';

export const metadata: Metadata = { title: 'Namespaces' };

export default function Page() {
  return <Namespaces />;
}
