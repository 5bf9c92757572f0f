import type { Metadata } from 'next';
import { AllStores } from './all-stores.tsx';

export const metadata: Metadata = { title: 'All stores' };

export default function Page() {
  return <AllStores />;
}
