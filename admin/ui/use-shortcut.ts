import { useLayoutEffect, useRef } from 'react';
import { useSingleKeys } from '../shell/use-single-keys.ts';
import { isPressed, isSingleKey, type ShortcutName } from './shortcuts.ts';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'));

export const dialogIsOpen = () => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/**
 * Calls `act` for a single key pressed outside of fields and dialogs, where somebody has not switched these off;
 * for one with Ctrl or ⌘ wherever the focus is.
 */
export const useShortcut = (
  name: ShortcutName,
  act: () => void,
  { enabled = true }: { enabled?: boolean } = {},
) => {
  const [singleKeys] = useSingleKeys();
  const listens = enabled && (singleKeys || !isSingleKey(name));
  const latest = useRef(act);
  // Before anybody sees the page: whoever sees it may press a key.
  useLayoutEffect(() => {
    latest.current = act;
  });
  useLayoutEffect(() => {
    if (!listens) return;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || !isPressed(name, event)) return;
      if (isSingleKey(name) && (event.repeat || isTyping(event.target) || dialogIsOpen())) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [name, listens]);
};
