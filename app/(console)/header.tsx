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
      <div className="mx-auto flex h-14 max-w-6xl items-center gap-1.5 px-4 sm:gap-4 sm:px-6">
        <Link href="/" className="rounded-md">
          <Brand compact />
        </Link>
        <nav aria-label="Main" className="flex min-w-0 flex-1 gap-1 overflow-x-auto">
          <NavLink href="/" section="/stores">
            Stores
          </NavLink>
          {isAdministrator && (
            <>
              <NavLink href="/admin/stores" section="/admin">
                Admin
              </NavLink>
              {/* Without room the way there is the one of the administrator's pages. */}
              <span className="hidden lg:contents">
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
