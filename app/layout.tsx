import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import './globals.css';
import { parseTheme, THEME_COOKIE } from './theme/theme.ts';
import { Toasts } from './ui/toasts.tsx';

export const metadata: Metadata = {
  title: { default: 'Storewright', template: '%s · Storewright' },
  description: 'Online shops on Kubernetes, from a name to the first order.',
};

export const viewport: Viewport = { colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme}>
      <body>
        {children}
        <Toasts />
      </body>
    </html>
  );
}
