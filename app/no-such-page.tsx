import Link from 'next/link';
import { buttonClass } from '#app/ui/button.tsx';

/** What an address that leads nowhere shows, within the frame that is there. */
export function NoSuchPage() {
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-md flex-col items-start justify-center gap-4 px-5 py-12">
      <h1 className="text-2xl font-semibold tracking-tight">There is no such page</h1>
      <p className="text-muted">The address may be mistyped, or what it led to is gone.</p>
      <Link href="/" className={buttonClass('primary')}>
        All stores
      </Link>
    </div>
  );
}
