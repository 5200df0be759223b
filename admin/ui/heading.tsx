import { type ReactNode, useLayoutEffect, useRef } from 'react';

/**
 * The one heading of a page. When the page comes and nothing holds the focus (the link that led here is gone),
 * the heading takes it, so that the keyboard and a screen reader go on from here.
 */
export const Heading = ({ children, className }: { children: ReactNode; className?: string | undefined }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
};
