import type { ReactNode } from 'react';
import { Heading } from './heading.tsx';
import classes from './page.module.css';
import { PageTitle } from './page-title.tsx';

interface Props {
  /** Of the window. */
  title: string;
  /** Where it is another one; with each, the focus of the button that led there goes to it. */
  heading?: string;
  /** What can be done with all of the page, beside its heading. */
  actions?: ReactNode;
  /** For what is compared side by side; as wide as the page of a customer. */
  wide?: boolean;
  children: ReactNode;
}

/** A page below the header that is read from top to bottom: its title, its one heading, and its parts. */
export const Page = ({ title, heading = title, actions, wide = false, children }: Props) => (
  <div className={classes.page} data-wide={wide || undefined}>
    <PageTitle>{title}</PageTitle>
    {actions ? (
      <div className={classes.top}>
        <Heading key={heading}>{heading}</Heading>
        {actions}
      </div>
    ) : (
      <Heading key={heading}>{heading}</Heading>
    )}
    {children}
  </div>
);
