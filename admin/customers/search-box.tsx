import { CloseButton, Loader, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSingleKeys } from '../shell/use-single-keys.ts';
import { Keys } from '../ui/keys.tsx';
import { ariaKeys, capsOf } from '../ui/shortcuts.ts';
import { useShortcut } from '../ui/use-shortcut.ts';
import classes from './search-box.module.css';

/** Milliseconds of rest after which what is typed is searched. */
const pause = 200;

interface Props {
  /** What the list shows the answer to. */
  search: string;
  focusAtOnce: boolean;
  busy: boolean;
  narrow: boolean;
  onSearch: (search: string) => void;
  /** Fetches the answer to `search`; what it resolves to is done unless something else has been typed by then. */
  onEnter: (search: string) => Promise<() => void>;
  onDown: () => void;
}

export const SearchBox = ({ search, focusAtOnce, busy, narrow, onSearch, onEnter, onDown }: Props) => {
  const { t } = useTranslation();
  const [singleKeys] = useSingleKeys();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search);
  // What this box last asked for: when the address says so, it is an echo and must not overwrite newer typing.
  const asked = useRef(search);
  const typed = useRef(search);
  const timer = useRef<number>(undefined);

  useEffect(() => {
    if (search === asked.current) return;
    window.clearTimeout(timer.current);
    asked.current = search;
    typed.current = search;
    setText(search);
  }, [search]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(() => {
    if (focusAtOnce) box.current?.focus();
  }, [focusAtOnce]);

  useShortcut('search', () => box.current?.select());

  const ask = (value: string) => {
    window.clearTimeout(timer.current);
    const wanted = value.trim();
    if (wanted === asked.current) return;
    asked.current = wanted;
    onSearch(wanted);
  };

  const type = (value: string) => {
    setText(value);
    typed.current = value;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => ask(value), pause);
  };

  const keyDown = async (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDown();
    } else if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      type('');
      ask('');
    } else if (event.key === 'Escape') {
      event.currentTarget.blur();
    } else if (event.key === 'Enter' && text.trim() !== '') {
      event.preventDefault();
      const wanted = typed.current;
      ask(wanted);
      try {
        const act = await onEnter(wanted.trim());
        if (typed.current === wanted && document.activeElement === box.current) act();
      } catch {
        // The list itself shows why there is no answer.
      }
    }
  };

  return (
    <TextInput
      ref={box}
      className={classes.box}
      type="search"
      dir="auto"
      enterKeyHint="search"
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      aria-label={t('search.label')}
      aria-keyshortcuts={ariaKeys('search')}
      placeholder={t(narrow ? 'search.short' : 'search.placeholder')}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={keyDown}
      leftSection={
        busy && text !== '' ? <Loader size={14} aria-hidden /> : <IconSearch size={16} aria-hidden />
      }
      rightSectionPointerEvents="auto"
      rightSection={
        text === '' ? (
          singleKeys && (
            <span className={classes.key} aria-hidden>
              <Keys caps={capsOf('search')} />
            </span>
          )
        ) : (
          <CloseButton
            size="sm"
            aria-label={t('search.clear')}
            title={t('search.clear')}
            onClick={() => {
              type('');
              ask('');
              box.current?.focus();
            }}
          />
        )
      }
    />
  );
};
