import type { Session } from '@regulars/sdk';
import type { Intention } from '../ui/use-intention.ts';

/**
 * What was typed and is not saved, kept for this tab alone (`sessionStorage`): a counter's computer is shared, and what
 * is known of a customer does not outlive the tab.
 */
const prefix = 'regulars.draft ';

/** In ms: what a browser that is killed may lose, and how seldom typing writes. */
const pause = 500;

/** Who is at work in which business. Undefined: nobody, and nothing is kept. */
let owner: string | undefined;

const keyOf = (form: string) => `${prefix}${owner} ${form}`;

/** A browser that lets nothing be kept, or has no room for it, keeps nothing: the forms work all the same. */
const inStorage = <T>(work: (storage: Storage) => T): T | undefined => {
  try {
    return work(sessionStorage);
  } catch {
    return undefined;
  }
};

/** From now on drafts are this one's, and whatever is another's is forgotten; everything where nobody is signed in. */
export const draftsBelongTo = (session: Pick<Session, 'actor' | 'tenant'> | null) => {
  const next = session ? `${session.tenant.id} ${session.actor.id}` : undefined;
  if (next === owner && next !== undefined) return;
  owner = next;
  inStorage((storage) => {
    const kept = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
    for (const key of kept) {
      if (key.startsWith(prefix) && !(owner && key.startsWith(keyOf('')))) storage.removeItem(key);
    }
  });
};

interface Entry<Values, Base> {
  /** Left out where nothing is typed that was not there before. */
  values?: Values;
  /** What it was typed on top of. */
  base?: Base;
  /** What was sent and not answered, so that sending it again does it once. */
  sent?: Intention;
}

const read = (form: string): Entry<unknown, unknown> | undefined => {
  const text = owner && inStorage((storage) => storage.getItem(keyOf(form)));
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Null says nothing of what may be there instead, nor does an empty list or object of what may be in it. */
const isLike = (value: unknown, like: unknown): boolean => {
  if (Array.isArray(like))
    return Array.isArray(value) && value.every((each) => like.length === 0 || isLike(each, like[0]));
  if (value === null || like === null) return true;
  if (typeof like !== 'object' || typeof value !== 'object') return typeof value === typeof like;
  const fields = Object.entries(like);
  if (fields.length === 0) return true;
  return (
    Object.keys(value).length === fields.length &&
    fields.every(([field, one]) => isLike((value as Record<string, unknown>)[field], one))
  );
};

/** Whether something was typed into a form, so that its dialog opens again by itself. */
export const hasDraft = (form: string) => read(form) !== undefined;

/** What was typed on top of which, where that is needed before the form itself comes. */
export const draftBase = <Base>(form: string) => read(form)?.base as Base | undefined;

/**
 * The draft of one form, from when it comes to when it goes.
 *
 * @param like values of the form: after an update of the admin they may have other fields, and those of before are no
 *   use to it
 */
export const openDraft = <Values extends object, Base = undefined>(form: string, like: Values) => {
  const openedBy = owner;
  const key = keyOf(form);
  const kept = read(form);
  let entry: Entry<Values, Base> = kept && isLike(kept.values ?? like, like) ? (kept as typeof entry) : {};
  let isKept = kept !== undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const write = () => {
    stop();
    // Whoever works here by now is somebody else.
    if (owner !== openedBy || owner === undefined) return;
    const isWorthIt = entry.values !== undefined || entry.sent !== undefined;
    if (isWorthIt) inStorage((storage) => storage.setItem(key, JSON.stringify(entry)));
    else if (isKept) inStorage((storage) => storage.removeItem(key));
    isKept = isWorthIt;
  };

  return {
    /** As it was when the form came. */
    restored: entry as Readonly<Entry<Values, Base>>,
    /** @param values null where there is nothing to lose */
    keep: (values: Values | null, base?: Base) => {
      entry = { ...(entry.sent && { sent: entry.sent }), ...(values && { values }), ...(base && { base }) };
      if (values || isKept) timer ??= setTimeout(write, pause);
    },
    /** Before it is sent, for the answer may never be heard. */
    keepSent: (sent: Intention | undefined) => {
      const { sent: _, ...others } = entry;
      entry = { ...others, ...(sent && { sent }) };
      write();
    },
    /** What waits to be written is written now. */
    flush: () => {
      if (timer !== undefined) write();
    },
    forget: () => {
      stop();
      inStorage((storage) => storage.removeItem(key));
      isKept = false;
    },
  };
};
export type Draft<Values extends object = object, Base = undefined> = ReturnType<
  typeof openDraft<Values, Base>
>;
