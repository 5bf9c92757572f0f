import Link from 'next/link';
import { Brand } from '#app/brand.tsx';
import { ThemeToggle } from '#app/theme/theme-toggle.tsx';
import type { Theme } from '#app/theme/theme.ts';
import { NavLink } from './nav-link.tsx';
import { FindButton } from './shell/find-button.tsx';
import { SignOutButton } from './sign-out-button.tsx';

type HeaderProps = { email: string; isAdministrator: boolean; theme: Theme };

export function Header({ email, isAdministrator, theme }: HeaderProps) {
  return (
    <header className="border-b border-line bg-surface">
      {/* On a phone the way to the screens is a line of its own, so that none is cut. */}
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-1.5 px-4 pt-1.5 sm:h-14 sm:gap-x-4 sm:px-6 sm:pt-0">
        <Link href="/" className="mr-auto rounded-md sm:mr-0">
          <Brand compact />
        </Link>
        <nav
          aria-label="Main"
          className="-mx-2.5 flex gap-1 py-1 max-sm:order-last max-sm:basis-full sm:mx-0 sm:flex-1"
        >
          <NavLink href="/" section="/stores">
            Stores
          </NavLink>
          {isAdministrator && (
            <>
              <NavLink href="/admin/stores" section="/admin">
                Admin
              </NavLink>
              {/* Without room the way there is the one of the administrator's pages. */}
              <span className="contents sm:max-lg:hidden">
                <NavLink href="/audit">Audit</NavLink>
              </span>
            </>
          )}
          <NavLink href="/settings">Settings</NavLink>
        </nav>
        <FindButton />
        <span className="hidden max-w-56 truncate text-muted lg:block" title={email}>
          {email}
        </span>
        <ThemeToggle initial={theme} />
        <SignOutButton />
      </div>
    </header>
  );
}
