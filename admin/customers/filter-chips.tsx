import { Button, CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import classes from './filter-chips.module.css';
import { filterWords } from './filter-words.ts';
import type { ListState } from './list-state.ts';

interface Props {
  state: ListState;
  onChange: (change: Partial<ListState>) => void;
  onClear: () => void;
  /** What else can be done with a list that is filtered. */
  children: ReactNode;
}

/** What narrows the list, each with its way out, and the way out of all. */
export const FilterChips = ({ state, onChange, onClear, children }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = filterWords(t, language, state);
  return (
    <div className={classes.chips}>
      <ul className={classes.list} aria-label={t('filter.active')}>
        {words.map(({ name, text }) => (
          <li key={name} className={classes.chip}>
            <span>{text}</span>
            <CloseButton
              size="xs"
              iconSize={14}
              aria-label={t('filter.remove', { filter: text })}
              title={t('filter.remove', { filter: text })}
              onClick={() => onChange({ [name]: undefined })}
            />
          </li>
        ))}
      </ul>
      <Button variant="subtle" size="compact-sm" onClick={onClear}>
        {t('filter.clear')}
      </Button>
      {children}
    </div>
  );
};
