'use client';

import { CircleCheck, SearchX, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from '#app/ui/button.tsx';
import { Activity } from './activity.tsx';
import { FinalHistory } from './history.tsx';

/** The end of a deletion that was watched: nothing of the store is left but its history. */
export function StoreGone({ id, name = 'The store' }: { id: string; name?: string | undefined }) {
  return (
    <>
      <End icon={CircleCheck} title={`${name} is gone`}>
        Its namespace was removed with everything in it. The name is free again.
      </End>
      <FinalHistory id={id} />
      <Activity id={id} state="gone" />
    </>
  );
}

/** Unknown, another person's or long deleted: nobody is told which. */
export function StoreNotFound() {
  return (
    <End icon={SearchX} title="There is no such store">
      It may have been deleted, or the address is mistyped.
    </End>
  );
}

function End({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <Icon className="size-9 text-muted" aria-hidden />
      <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
      <p className="max-w-sm text-muted">{children}</p>
      <Link href="/" className={buttonClass('primary', 'mt-2')}>
        All stores
      </Link>
    </section>
  );
}
