import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { Brand } from '#app/brand.tsx';
import { ThemeToggle } from '#app/theme/theme-toggle.tsx';
import { parseTheme, THEME_COOKIE } from '#app/theme/theme.ts';
import { Notice } from '#app/ui/notice.tsx';
import { signInMethod } from '#server/auth/providers.ts';
import { signInSentence } from '#server/auth/sign-in-errors.ts';
import { DevelopmentSignIn } from './development-sign-in.tsx';
import { GoogleSignIn } from './google-sign-in.tsx';
import { findPerson } from './person.ts';

export const metadata: Metadata = { title: 'Sign in' };

const POINTS = [
  'WooCommerce or Medusa, each in a namespace of its own',
  'Every step with its name, its clock and its reason',
  'Ready means that an order was placed in it',
];

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  if (await findPerson()) redirect('/');
  const { error, ended } = await searchParams;
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-5 py-12">
      <header className="space-y-4">
        <div className="flex items-center justify-between">
          <Brand />
          <ThemeToggle initial={parseTheme((await cookies()).get(THEME_COOKIE)?.value)} />
        </div>
        <h1 className="text-3xl font-semibold tracking-tight">Open a shop in minutes</h1>
        <p className="text-base text-muted">
          Storewright creates online shops on Kubernetes: give one a name, watch it come up, take the first order.
        </p>
        <ul className="space-y-1.5 text-muted">
          {POINTS.map((point) => (
            <li key={point} className="flex gap-2.5">
              <span aria-hidden className="mt-2 size-1.5 shrink-0 rounded-full bg-accent" />
              {point}
            </li>
          ))}
        </ul>
      </header>
      <section aria-label="Sign in" className="space-y-4 rounded-xl border border-line bg-surface p-5 shadow-raised">
        {ended && <Notice tone="info">Your session has ended. Sign in again to go on.</Notice>}
        {typeof error === 'string' && (
          <Notice tone="bad" role="alert">
            {signInSentence(error)}
          </Notice>
        )}
        <SignInMethod />
      </section>
    </main>
  );
}

function SignInMethod() {
  const method = signInMethod();
  if (method === 'google') return <GoogleSignIn />;
  if (method === 'development') return <DevelopmentSignIn />;
  return (
    <Notice tone="warn">
      Nobody can sign in yet: Google is not configured. Set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, then restart.
    </Notice>
  );
}
