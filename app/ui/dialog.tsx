'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { IconButton } from './button.tsx';
import './style-nonce.ts';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  children: ReactNode;
};

/**
 * A modal dialog: the first field gets the focus, Escape closes it and gives the focus back to where it was, and its content
 * is made anew at each opening.
 */
export function Dialog({ open, onOpenChange, title, description, children }: DialogProps) {
  const opener = useRef<Element>(null);

  function rememberOpener() {
    opener.current = document.activeElement;
  }

  // Radix would look for a trigger of its own; here several buttons may open one dialog.
  function returnFocus(event: Event) {
    event.preventDefault();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  }

  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 grid grid-cols-[minmax(0,1fr)] place-items-center overflow-y-auto bg-veil p-3 sm:p-6">
          <Radix.Content
            onOpenAutoFocus={rememberOpener}
            onCloseAutoFocus={returnFocus}
            className="relative w-full max-w-xl animate-appear rounded-xl border border-line bg-surface p-5 shadow-float outline-none sm:p-6"
          >
            <Radix.Title className="pr-10 text-lg font-semibold tracking-tight wrap-anywhere">{title}</Radix.Title>
            <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
            <div className="mt-5">{children}</div>
            <Radix.Close asChild>
              <IconButton label="Close" className="absolute top-3.5 right-3.5">
                <X />
              </IconButton>
            </Radix.Close>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
