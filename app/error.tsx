'use client';

import { Button } from '#app/ui/button.tsx';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** Shown instead of a screen that could not be rendered; the digest finds the line in the server's log. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main className="mx-auto flex min-h-[60dvh] max-w-md flex-col items-start justify-center gap-4 px-5 py-12">
      <h1 className="text-2xl font-semibold tracking-tight">This page could not be shown</h1>
      <p className="text-muted">
        Your stores go on as they are. Try again; if it stays, tell the administrator
        {error.digest ? ` this number: ${error.digest}.` : '.'}
      </p>
      <Button look="primary" onClick={reset}>
        Try again
      </Button>
    </main>
  );
}
