'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** A link of the main navigation; marked on its own page and on those below `section`. */
export function NavLink({ href, section, children }: { href: string; section?: string; children: ReactNode }) {
  const path = usePathname();
  const isHere = path === href || (section !== undefined && path.startsWith(section));
  return (
    <Link
      href={href}
      aria-current={isHere ? 'page' : undefined}
      className={clsx(
        'rounded-md px-2.5 py-1.5 font-medium transition-colors hover:bg-sunken',
        isHere ? 'text-ink' : 'text-muted',
      )}
    >
      {children}
    </Link>
  );
}
