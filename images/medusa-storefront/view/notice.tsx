import type { ReactNode } from 'react';

/** Something that went otherwise than the person wanted; read out at once. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <p className="notice" role="alert">
      {children}
    </p>
  );
}
