import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { findPerson } from '#app/sign-in/person.ts';
import { isAdministrator } from '#server/auth/administrator.ts';
import { NavLink } from '../nav-link.tsx';

/** For administrators; nobody else is told that there are such pages. */
export default async function AdministrationLayout({ children }: { children: ReactNode }) {
  const person = await findPerson();
  if (!person || !isAdministrator(person)) notFound();
  return (
    <>
      <nav aria-label="Administration" className="-mx-2.5 flex flex-wrap gap-1">
        <NavLink href="/admin/stores">All stores</NavLink>
        <NavLink href="/admin/people">People</NavLink>
        <NavLink href="/admin/work">Work</NavLink>
        <NavLink href="/admin/namespaces">Namespaces</NavLink>
        <NavLink href="/audit">Audit log</NavLink>
      </nav>
      {children}
    </>
  );
}
