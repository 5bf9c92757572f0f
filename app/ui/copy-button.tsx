'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { Button, IconButton } from './button.tsx';

const CONFIRMED_MS = 2_000;

/** Copies `text`; `what` names it in the button's label. */
export function CopyButton({ text, what, className }: { text: string; what: string; className?: string }) {
  const { isCopied, copy } = useCopy();
  return (
    <IconButton
      label={isCopied ? `Copied ${what}` : `Copy ${what}`}
      onClick={() => void copy(text)}
      className={className}
    >
      {isCopied ? <Check className="text-good" /> : <Copy />}
    </IconButton>
  );
}

/** The same with its words to be seen; the text is made when it is asked for. */
export function CopyTextButton({ text, what }: { text: () => string; what: string }) {
  const { isCopied, copy } = useCopy();
  return (
    <Button onClick={() => void copy(text())}>
      {isCopied ? <Check className="text-good" aria-hidden /> : <Copy aria-hidden />}
      {isCopied ? `Copied ${what}` : `Copy ${what}`}
    </Button>
  );
}

function useCopy() {
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast.error('The browser did not allow copying. Select the text and copy it by hand.');
    }
  }

  return { isCopied, copy };
}
