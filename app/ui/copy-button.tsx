'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { IconButton } from './button.tsx';

const CONFIRMED_MS = 2_000;

/** Copies `text`; `what` names it in the button's label. */
export function CopyButton({ text, what, className }: { text: string; what: string; className?: string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast.error('The browser did not allow copying. Select the text and copy it by hand.');
    }
  }

  return (
    <IconButton label={copied ? `Copied ${what}` : `Copy ${what}`} onClick={copy} className={className}>
      {copied ? <Check className="text-good" /> : <Copy />}
    </IconButton>
  );
}
