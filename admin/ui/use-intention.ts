import { isProblem } from '@regulars/sdk';
import { useState } from 'react';
import { newKey } from './new-key.ts';

export interface Intention {
  key: string;
  /** What was sent with it, as JSON. */
  body: string;
}

/** Where an intention outlives the page. */
interface Keeper {
  restored: { readonly sent?: Intention };
  keepSent: (sent: Intention | undefined) => void;
}

/** A proof of a phone is good for whoever has it, so it is kept nowhere; and without it nothing of this is sent again. */
const isProof = (body: object) => 'verificationToken' in body;

/** As `useIntention`. */
export const intentionOf = (keeper?: Keeper) => {
  let current = keeper?.restored.sent;
  return {
    keyFor: (body: object) => {
      const written = JSON.stringify(body);
      if (current?.body !== written) {
        current = { key: newKey(), body: written };
        keeper?.keepSent(isProof(body) ? undefined : current);
      }
      return current.key;
    },
    /** `error` where there is one: without an answer of the server the intention stands. */
    answered: (error?: unknown) => {
      const isClear =
        error === undefined ||
        (isProblem(error) && error.status < 500 && error.code !== 'idempotency_key_in_use');
      if (!isClear) return;
      current = undefined;
      keeper?.keepSent(undefined);
    },
  };
};

/**
 * One idempotency key for one intention: a double Enter, or a retry after a lost connection, does the work once. A
 * changed body is a new intention, and so is what comes after a clear answer.
 *
 * @param keeper the draft of the form, where one has it: then the same holds after a reload
 */
export const useIntention = (keeper?: Keeper) => useState(() => intentionOf(keeper))[0];
