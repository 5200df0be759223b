import { ConnectionError } from '@regulars/sdk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { intentionOf } from '../ui/use-intention.ts';
import { draftsBelongTo, hasDraft, openDraft } from './drafts.ts';

const session = (actor: string, tenant = 'laundry') =>
  ({ actor: { id: actor }, tenant: { id: tenant } }) as Parameters<typeof draftsBelongTo>[0];
const empty = { name: '', tags: [] as string[] };

let storage: Storage;
/** The page is loaded anew: all that is left of it is the storage of its tab. */
const reload = (as = session('sara')) => {
  vi.clearAllTimers();
  draftsBelongTo(as);
};

beforeEach(() => {
  vi.useFakeTimers();
  const items = new Map<string, string>();
  storage = {
    get length() {
      return items.size;
    },
    key: (at) => [...items.keys()][at] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
  vi.stubGlobal('sessionStorage', storage);
  draftsBelongTo(null);
  draftsBelongTo(session('sara'));
});
afterEach(() => {
  draftsBelongTo(null);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const typed = { name: 'Omar', tags: ['vip'] };
const keepTyped = (form = 'customer 1') => {
  const draft = openDraft<typeof empty, { version: number }>(form, empty);
  draft.keep(typed, { version: 3 });
  draft.flush();
  return draft;
};

test('what was typed, and on top of what, is there after a reload, for its form alone', () => {
  keepTyped();
  reload();
  expect(hasDraft('customer 1')).toBe(true);
  expect(openDraft('customer 1', empty).restored).toEqual({ values: typed, base: { version: 3 } });
  expect(hasDraft('customer 2')).toBe(false);
  expect(openDraft('customer 2', empty).restored).toEqual({});
});

test('typing alone writes nothing; a page that is killed has lost only what was typed last', () => {
  const draft = openDraft('customer 1', empty);
  draft.keep({ ...empty, name: 'O' });
  draft.keep({ ...empty, name: 'Om' });
  expect(storage.length).toBe(0);
  vi.runAllTimers();
  draft.keep({ ...empty, name: 'Oma' });
  reload();
  expect(openDraft('customer 1', empty).restored.values).toEqual({ ...empty, name: 'Om' });
});

test('what is forgotten, or typed away again, comes back by no timer and no leaving', () => {
  keepTyped('a').forget();
  const draft = keepTyped('b');
  draft.keep({ ...empty, name: 'Omar A' });
  draft.keep(null);
  draft.flush();
  const later = keepTyped('c');
  later.keep({ ...empty, name: 'Omar A' });
  later.forget();
  vi.runAllTimers();
  later.flush();
  expect(storage.length).toBe(0);
});

test('what is restored and not touched is still there after another reload', () => {
  keepTyped();
  reload();
  const { keep, restored } = openDraft<typeof empty, { version: number }>('customer 1', empty);
  keep(restored.values!, restored.base);
  vi.runAllTimers();
  reload();
  expect(openDraft('customer 1', empty).restored).toEqual(restored);
});

test.each([
  ['another person', session('omar')],
  ['the same person in another business', session('sara', 'salon')],
  ['nobody', null],
])('once %s is at work, nothing of it is left, also not for whoever comes back', (_, next) => {
  const draft = keepTyped();
  storage.setItem('another’s', 'stays');
  draft.keep({ ...empty, name: 'Omar A' });
  draftsBelongTo(next);
  vi.runAllTimers();
  draft.keep({ ...empty, name: 'Omar B' });
  draft.flush();
  expect(hasDraft('customer 1')).toBe(false);
  draftsBelongTo(session('sara'));
  expect(hasDraft('customer 1')).toBe(false);
  expect(Array.from({ length: storage.length }, (_, at) => storage.key(at))).toEqual(['another’s']);
});

test('a draft of another version of the form, or one that cannot be read, is none', () => {
  keepTyped();
  expect(openDraft('customer 1', { ...empty, phone: '' }).restored).toEqual({});
  expect(openDraft('customer 1', { name: '' }).restored).toEqual({});
  expect(openDraft('customer 1', { name: '', tags: '' }).restored).toEqual({});
  expect(openDraft('customer 1', { name: '', tags: [{ key: '' }] }).restored).toEqual({});
  expect(openDraft('customer 1', { name: null, tags: ['x'] }).restored.values).toEqual(typed);
  storage.setItem(storage.key(0)!, '{"values":');
  expect(openDraft('customer 1', empty).restored).toEqual({});
});

test('where the browser keeps nothing, a form works as if there were no drafts', () => {
  vi.stubGlobal('sessionStorage', {
    ...storage,
    getItem: () => {
      throw new DOMException('', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('', 'QuotaExceededError');
    },
  });
  expect(keepTyped().restored).toEqual({});
  expect(hasDraft('customer 1')).toBe(false);
});

test('what was sent and not answered is sent with the same key after a reload, and something else with another', () => {
  const body = { type: 'stub', name: 'Omar' };
  const draft = keepTyped('new');
  const key = intentionOf(draft).keyFor(body);
  // Nothing had to be written first: the page may end with the sending.
  reload();
  const again = openDraft('new', empty);
  expect(again.restored.values).toEqual(typed);
  const intention = intentionOf(again);
  expect(intention.keyFor(body)).toBe(key);
  expect(intention.keyFor({ ...body, name: 'Omar A' })).not.toBe(key);
});

test('without an answer the intention stands; a clear one ends it, also after a reload', () => {
  const body = { type: 'guest' };
  const draft = openDraft('new', empty);
  const intention = intentionOf(draft);
  const key = intention.keyFor(body);
  intention.answered(new ConnectionError('lost'));
  reload();
  expect(hasDraft('new')).toBe(true);
  expect(intentionOf(openDraft('new', empty)).keyFor(body)).toBe(key);
  intention.answered();
  expect(hasDraft('new')).toBe(false);
  expect(intention.keyFor(body)).not.toBe(key);
});

test('a proof of a phone is not kept', () => {
  const draft = keepTyped('new');
  const intention = intentionOf(draft);
  const body = { type: 'full', verificationToken: 'secret-proof' };
  expect(intention.keyFor(body)).toBe(intention.keyFor(body));
  draft.keep({ ...empty, name: 'Omar A' });
  draft.flush();
  expect(storage.getItem(storage.key(0)!)).toContain('Omar A');
  expect(storage.getItem(storage.key(0)!)).not.toContain('secret-proof');
});
