import { useEffect, useRef } from 'react';

/** On an Arabic keyboard the keys give other letters: then the place of the key counts. */
const byPlace: Record<string, string> = { Slash: '/', KeyN: 'n', KeyP: 'p', KeyS: 's' };

/** The key as on a Latin keyboard. */
export const keyOf = (event: Pick<KeyboardEvent, 'key' | 'code'>) =>
  /^[ -~]$/.test(event.key) ? event.key.toLowerCase() : (byPlace[event.code] ?? event.key);

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'));

const dialogIsOpen = () => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/**
 * Calls `act` for a single key pressed outside of fields and dialogs, or, with `withControl`, for
 * Ctrl or ⌘ and the key wherever the focus is.
 */
export const useShortcut = (
  key: string,
  act: () => void,
  { enabled = true, withControl = false }: { enabled?: boolean; withControl?: boolean } = {},
) => {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => {
      if (event.altKey || event.isComposing || keyOf(event) !== key) return;
      if ((event.ctrlKey || event.metaKey) !== withControl) return;
      if (!withControl && (event.repeat || isTyping(event.target) || dialogIsOpen())) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [key, enabled, withControl]);
};
