import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  name: string;
  value: ReactNode;
}

/** What is known, name above value; `narrow` for numbers and dates, of which more fit beside each other. */
export const Facts = ({ facts, narrow = false }: { facts: Fact[]; narrow?: boolean }) => (
  <dl className={classes.facts} data-narrow={narrow || undefined}>
    {facts.map(({ name, value }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
