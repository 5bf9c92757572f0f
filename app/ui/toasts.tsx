'use client';

import { Toaster } from 'sonner';

/** Where short confirmations appear; whatever matters longer stands on the page itself. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-right"
      offset={{ bottom: 48, right: 16 }}
      mobileOffset={{ bottom: 56 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-2.5 rounded-lg border border-line bg-surface px-3.5 py-3 text-sm text-ink shadow-float',
          error: 'border-bad/40',
          description: 'text-muted',
        },
      }}
    />
  );
}
