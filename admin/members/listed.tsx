import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import classes from './members.module.css';

interface Props<T> {
  query: UseQueryResult<{ data: T[] }>;
  label: string;
  /** Said instead of an empty list. */
  none: string;
  children: (item: T) => ReactNode;
}

/** A short list that comes whole. */
export const Listed = <T,>({ query: { data, error, refetch }, label, none, children }: Props<T>) => {
  if (data?.data.length === 0) return <p className={classes.what}>{none}</p>;
  if (data) {
    return (
      <ul aria-label={label} className={classes.list}>
        {data.data.map(children)}
      </ul>
    );
  }
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Skeleton height={80} radius="md" />;
};
