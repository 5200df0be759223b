import { isProblem } from '@regulars/sdk';
import { useMemo, useRef } from 'react';
import { newKey } from './new-key.ts';

/**
 * One idempotency key for one intention: a double Enter, or a retry after a lost connection, does the work once. A
 * changed body is a new intention, and so is what comes after a clear answer.
 */
export const useIntention = () => {
  const current = useRef({ key: '', body: '' });
  return useMemo(
    () => ({
      keyFor: (body: object) => {
        const written = JSON.stringify(body);
        if (current.current.body !== written) current.current = { key: newKey(), body: written };
        return current.current.key;
      },
      /** `error` where there is one: without an answer of the server the intention stands. */
      answered: (error?: unknown) => {
        const isClear =
          error === undefined ||
          (isProblem(error) && error.status < 500 && error.code !== 'idempotency_key_in_use');
        if (isClear) current.current.body = '';
      },
    }),
    [],
  );
};
