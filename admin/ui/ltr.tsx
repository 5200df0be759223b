import type { ReactNode } from 'react';

/** A phone, an e-mail, a number: reads left to right wherever it stands. */
export const Ltr = ({ children, className }: { children: ReactNode; className?: string | undefined }) => (
  <bdi dir="ltr" className={className}>
    {children}
  </bdi>
);
