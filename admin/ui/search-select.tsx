import { type ComboboxItem, type MantineSize, Select } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';

interface Props<Option extends ComboboxItem> {
  /** Seen, or, with `hideLabel`, heard. */
  label: string;
  hideLabel?: boolean;
  name?: string;
  description?: ReactNode;
  dir?: 'ltr';
  size?: MantineSize;
  className?: string | undefined;
  error?: ReactNode;
  options: Option[];
  value: string;
  onChange: (value: string) => void;
  /** Those that what is typed means, the likeliest first. */
  find: (search: string) => Option[];
  nothingFound: string;
  renderOption?: (option: Option) => ReactNode;
  dropdownWidth?: number;
}

/** A choice among many: typing finds, Enter takes what is marked. */
export const SearchSelect = <Option extends ComboboxItem>({
  label,
  hideLabel = false,
  options,
  value,
  onChange,
  find,
  nothingFound,
  renderOption,
  dropdownWidth,
  ...rest
}: Props<Option>) => {
  // Mantine marks the first option that is found and says so to nobody who listens to the page.
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed says when
  useEffect(() => {
    const field = input.current;
    const list = document.getElementById(field?.getAttribute('aria-controls') ?? '');
    const marked = list?.querySelector('[data-combobox-selected]');
    if (marked) field?.setAttribute('aria-activedescendant', marked.id);
    else field?.removeAttribute('aria-activedescendant');
  }, [typed]);

  return (
    <Select
      {...rest}
      {...(hideLabel ? { 'aria-label': label } : { label })}
      {...(renderOption && { renderOption: ({ option }) => renderOption(option as Option) })}
      ref={input}
      data={options}
      value={value}
      onChange={(chosen) => chosen && onChange(chosen)}
      searchable
      onSearchChange={setTyped}
      // Whoever goes through the form by Tab is not stopped by a list.
      openOnFocus={false}
      onFocus={(event) => event.currentTarget.select()}
      filter={({ search }) => find(search)}
      // Without a mark Enter would send the whole form.
      selectFirstOptionOnChange
      selectFirstOptionOnDropdownOpen
      allowDeselect={false}
      withCheckIcon={false}
      nothingFoundMessage={nothingFound}
      comboboxProps={{
        transitionProps: { duration: 0 },
        position: 'bottom-start',
        ...(dropdownWidth !== undefined && { width: dropdownWidth }),
        // In its place, so that it is there with the first key; fixed, so that a dialog does not cut it off.
        withinPortal: false,
        floatingStrategy: 'fixed',
      }}
      maxDropdownHeight={260}
      autoComplete="off"
    />
  );
};
