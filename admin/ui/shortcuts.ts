interface Shortcut {
  key: string;
  /** With Ctrl, or ⌘. */
  withControl?: true;
  withAlt?: true;
}

/** Every shortcut there is: whatever listens takes its key from here, and so does the help. */
export const shortcuts = {
  palette: { key: 'k', withControl: true },
  counter: { key: 'c' },
  search: { key: '/' },
  add: { key: 'n' },
  preview: { key: 'p' },
  shortcuts: { key: '?' },
  save: { key: 's', withControl: true },
  openAlike: { key: 'Enter', withAlt: true },
  tellApart: { key: 'n' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof shortcuts;

const shortcutOf = (name: ShortcutName): Shortcut => shortcuts[name];

/** A key alone: dictation and trembling hands press it by mistake, so that it can be switched off. */
export const isSingleKey = (name: ShortcutName) => {
  const { withControl, withAlt } = shortcutOf(name);
  return !withControl && !withAlt;
};

/** On an Arabic keyboard the keys give other letters: then the place of the key counts. */
const byPlace: Record<string, string> = { Slash: '/', KeyC: 'c', KeyK: 'k', KeyN: 'n', KeyP: 'p', KeyS: 's' };

/** The key as on a Latin keyboard. */
const keyOf = ({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>) => {
  if (/^[ -~]$/.test(key)) return key.toLowerCase();
  return code === 'Slash' && shiftKey ? '?' : (byPlace[code] ?? key);
};

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

export const isPressed = (name: ShortcutName, event: Pressed) => {
  const { key, withControl = false, withAlt = false } = shortcutOf(name);
  return (
    keyOf(event) === key &&
    (event.ctrlKey || event.metaKey) === withControl &&
    event.altKey === withAlt &&
    !(withControl && event.shiftKey)
  );
};

/** For `aria-keyshortcuts`. */
export const ariaKeys = (name: ShortcutName) => {
  const { key, withControl, withAlt } = shortcutOf(name);
  if (withControl) return `Control+${key} Meta+${key}`;
  return withAlt ? `Alt+${key}` : key;
};

/** The caps as they are printed, to be pressed together. */
export const capsOf = (name: ShortcutName): string[] => {
  const { key, withControl, withAlt } = shortcutOf(name);
  const cap = withControl ? key.toUpperCase() : key;
  if (withControl) return [/Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘' : 'Ctrl', cap];
  return withAlt ? ['Alt', cap] : [cap];
};
