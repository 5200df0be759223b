import type { ReactNode } from 'react';
import { LanguageSwitch } from './language-switch.tsx';
import classes from './plain-page.module.css';
import { Wordmark } from './wordmark.tsx';

/** The frame of the pages that need nobody signed in. */
export const PlainPage = ({ children, wide = false }: { children: ReactNode; wide?: boolean }) => (
  <div className={classes.page}>
    <header className={classes.header}>
      <Wordmark />
      <LanguageSwitch />
    </header>
    <main className={wide ? `${classes.card} ${classes.wide}` : classes.card}>{children}</main>
  </div>
);
