import type { ReactNode } from 'react';
import { problemOf } from '#app/trpc/problem.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

type ProblemProps = { error: unknown; onRetry?: () => void; children?: ReactNode };

/** A failed request: what it was for (`children`), what went wrong, and another try. */
export function Problem({ error, onRetry, children }: ProblemProps) {
  return (
    <Notice tone="bad" role="alert" action={onRetry && <Button onClick={onRetry}>Try again</Button>}>
      {children && <span className="font-medium">{children} </span>}
      {problemOf(error).message}
    </Notice>
  );
}
