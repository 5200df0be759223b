import { Loader, type MantineSize, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useRef, useState } from 'react';
import classes from './finder.module.css';
import { ariaKeys } from './shortcuts.ts';

export interface Found {
  key: string;
  /** The heading that it stands under; those of one heading follow each other. */
  group?: string;
  content: ReactNode;
  /** @param typedSince what was typed between Enter and now, for whatever takes the focus */
  take: (typedSince: () => string) => void;
}

interface Props {
  ref?: Ref<HTMLInputElement>;
  label: string;
  placeholder: string;
  /** Names the list of what is found. */
  listLabel: string;
  size?: MantineSize;
  text: string;
  onText: (text: string) => void;
  found: Found[];
  /** Which of `found` Enter takes while none is chosen; without any, Enter chooses the first. */
  preferred: string | undefined;
  /** Whether `found` answers what is typed: until then Enter waits. */
  settled: boolean;
  /** What is read out once it is. */
  status: string;
  /** Where Esc empties the field; left out, it is left to the dialog around. */
  onEscape?: () => void;
}

/** A field and, below it, what it finds: the arrows choose, Enter takes. The focus never leaves the field. */
export const Finder = ({
  ref,
  label,
  placeholder,
  listLabel,
  size = 'md',
  text,
  onText,
  found,
  preferred,
  settled,
  status,
  onEscape,
}: Props) => {
  const id = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(false);
  /** Typing waits neither for a slow network nor for a dialog to come: what is typed since Enter; null before it. */
  const [rest, setRest] = useState<string | null>(null);
  const typedSince = useRef('');
  const active = found.find(({ key }) => key === (chosen ?? preferred));

  useEffect(() => {
    if (!waiting || (!settled && chosen === null)) return;
    setWaiting(false);
    if (active) {
      active.take(() => typedSince.current);
      return;
    }
    // Nobody is taken whom nobody has seen: once more does it.
    setRest(null);
    setChosen(found[0]?.key ?? null);
  }, [waiting, settled, chosen, active, found]);

  const idOf = (one: Found) => `${id}-${found.indexOf(one)}`;
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen says when
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const stop = () => {
    setWaiting(false);
    setRest(null);
    setChosen(null);
  };

  const type = (value: string) => {
    if (rest !== null && value.startsWith(text)) {
      typedSince.current = value.slice(text.length);
      setRest(typedSince.current);
    } else {
      stop();
      onText(value);
    }
  };

  const move = (by: 1 | -1) => {
    const at = active ? found.indexOf(active) : by === 1 ? -1 : found.length;
    setChosen(found.at((at + by) % found.length)?.key ?? null);
  };

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (rest !== null) return;
      typedSince.current = '';
      setRest('');
      setWaiting(true);
    } else if (event.key === 'Escape' && onEscape && text !== '') {
      event.preventDefault();
      stop();
      onEscape();
    }
  };

  const groups = Map.groupBy(found, ({ group }) => group);

  return (
    <div className={classes.finder}>
      <TextInput
        ref={ref}
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? id : undefined}
        aria-activedescendant={active && idOf(active)}
        aria-keyshortcuts={onEscape && ariaKeys('search')}
        classNames={{ input: classes.input! }}
        enterKeyHint="go"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        data-autofocus
        maxLength={200}
        size={size}
        placeholder={placeholder}
        value={text + (rest ?? '')}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={press}
        onBlur={() => setRest(null)}
        leftSection={
          settled || text.trim() === '' ? (
            <IconSearch size={18} aria-hidden />
          ) : (
            <Loader size={16} aria-hidden />
          )
        }
      />
      <p role="status" className="visually-hidden">
        {settled ? status : ''}
      </p>
      {found.length > 0 && (
        <div
          ref={list}
          id={id}
          role="listbox"
          aria-label={listLabel}
          aria-busy={!settled}
          className={classes.list}
        >
          {[...groups].map(([group, members]) => {
            const options = members.map((one) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
              <div
                key={one.key}
                id={idOf(one)}
                role="option"
                aria-selected={one === active}
                className={classes.option}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => one.take(() => '')}
              >
                {one.content}
              </div>
            ));
            return group === undefined ? (
              options
            ) : (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
              <div key={group} role="group" aria-label={group}>
                <div className={classes.group} aria-hidden>
                  {group}
                </div>
                {options}
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
};
