import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { DropDown } from '../ui/drop-down.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { writtenNumber } from '../ui/written.ts';
import { DayField } from './day-field.tsx';
import type { ListState } from './list-state.ts';
import classes from './more-filters.module.css';

interface Props {
  state: ListState;
  /** Only its picture has room on a phone. */
  narrow: boolean;
  onChange: (change: Partial<ListState>) => void;
  /** Further filters, before these. */
  children: ReactNode;
}

const kinds = ['type', 'status'];
const days = ['createdFrom', 'createdTo', 'lastOrderFrom', 'lastOrderTo'] as const;
const questions = [
  ['verified', 'field.phoneVerified'],
  ['hasPoints', 'filter.hasPoints'],
] as const;

/** The filters that are asked for less often; how many of them are set stands on the button. */
export const MoreFilters = ({ state, narrow, onChange, children }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const [tag, setTag] = useState(state.tag ?? '');
  useEffect(() => setTag(state.tag ?? ''), [state.tag]);
  const offered = [...(narrow ? kinds : []), 'tag', 'verified', 'hasPoints', ...days];
  const set = offered.filter((name) => state[name as keyof ListState] !== undefined).length;

  const takeTag = () => {
    const wanted = tag.trim() || undefined;
    if (wanted !== state.tag) onChange({ tag: wanted });
  };

  return (
    <DropDown width={320}>
      <Popover.Target>
        <Button
          variant="default"
          className={narrow ? classes.narrow : undefined}
          title={narrow ? t('filter.more') : undefined}
          leftSection={<IconFilter size={16} aria-hidden />}
        >
          <span className={narrow ? 'visually-hidden' : undefined}>{t('filter.more')}</span>
          {set > 0 && (
            <span className={classes.count}>
              <Ltr>{writtenNumber(language, set)}</Ltr>
            </span>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.more')}>
        <form
          className={classes.form}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            takeTag();
          }}
        >
          {children}
          <TextInput
            className={classes.whole}
            dir="auto"
            autoComplete="off"
            label={t('filter.tag')}
            maxLength={50}
            value={tag}
            onChange={({ currentTarget }) => setTag(currentTarget.value)}
            onBlur={takeTag}
          />
          {questions.map(([name, label]) => (
            <NativeSelect
              key={name}
              label={t(label)}
              value={String(state[name] ?? '')}
              data={[
                { value: '', label: t('filter.any') },
                { value: 'true', label: t('value.yes') },
                { value: 'false', label: t('value.no') },
              ]}
              onChange={({ currentTarget: { value } }) =>
                onChange({ [name]: value === '' ? undefined : value === 'true' })
              }
            />
          ))}
          {days.map((name) => (
            <DayField
              key={name}
              label={t(`filter.${name}`)}
              value={state[name] ?? ''}
              onChange={(day) => onChange({ [name]: day || undefined })}
            />
          ))}
        </form>
      </Popover.Dropdown>
    </DropDown>
  );
};
