import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';

export function BackLink() {
  return (
    <Link href="/" className="inline-flex items-center gap-1.5 rounded-md font-medium text-muted hover:text-ink">
      <ArrowLeft className="size-4" aria-hidden />
      All stores
    </Link>
  );
}
