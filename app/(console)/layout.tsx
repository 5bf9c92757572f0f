import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { LiveStores } from '#app/live/live-stores.tsx';
import { PlatformProvider } from '#app/platform/platform.tsx';
import { readPlatform } from '#app/platform/read-platform.ts';
import { findPerson } from '#app/sign-in/person.ts';
import { parseTheme, THEME_COOKIE } from '#app/theme/theme.ts';
import { ApiProvider } from '#app/trpc/provider.tsx';
import { isAdministrator } from '#server/auth/administrator.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { Header } from './header.tsx';
import { PlatformNotice } from './platform-notice.tsx';
import { EarlyKeys } from './shell/early-keys.tsx';
import { Shell } from './shell/shell.tsx';
import { StatusBar } from './status-bar.tsx';

/** The frame of every screen for people who are signed in. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const person = await findPerson();
  if (!person) redirect('/sign-in');
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <>
      <EarlyKeys />
      <ApiProvider>
        <PlatformProvider platform={readPlatform()}>
          <LiveStores>
            <Shell isAdministrator={isAdministrator(person)}>
              <div className="flex min-h-dvh flex-col">
                <a
                  href="#content"
                  className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
                >
                  Skip to the content
                </a>
                <Header email={person.email} isAdministrator={isAdministrator(person)} theme={theme} />
                <main id="content" className="mx-auto w-full max-w-6xl flex-1 space-y-5 px-4 py-6 sm:px-6">
                  <PlatformNotice />
                  <ConnectionNotice />
                  {children}
                </main>
                <StatusBar />
              </div>
            </Shell>
          </LiveStores>
        </PlatformProvider>
      </ApiProvider>
    </>
  );
}
