import { Button } from '@mantine/core';
import type { CustomerList } from '@regulars/sdk';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenNumber } from '../ui/written.ts';
import { type ListState, pageSize } from './list-state.ts';
import classes from './pager.module.css';

interface Props {
  state: ListState;
  trail: string[];
  list: CustomerList;
  disabled: boolean;
}

/**
 * A keyset cursor only leads forward. The way back is in the history entry: the cursors passed so far. An address
 * that came from elsewhere has none, and then leads back to the first page.
 */
export const Pager = ({ state, trail, list, disabled }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const { nextCursor, total, totalIsExact } = list.page;
  const page = state.page ?? 1;
  const isFirst = state.cursor === undefined;
  const number = (value: number) => writtenNumber(language, value);

  const go = (to: Pick<ListState, 'cursor' | 'page'>, trail: string[]) =>
    void router.navigate({ to: '/dashboard/customers', search: { ...state, ...to }, state: { trail } });
  const next = () =>
    go({ cursor: nextCursor ?? undefined, page: page + 1 }, state.cursor ? [...trail, state.cursor] : []);
  const previous = () => {
    const before = trail.at(-1);
    go({ cursor: before, page: before ? page - 1 : undefined }, trail.slice(0, -1));
  };

  // A shared address can come without its page number: then only the total is known.
  const from = isFirst || state.page !== undefined ? (page - 1) * pageSize + 1 : undefined;
  const nothingElse = isFirst && nextCursor === null;

  return (
    <nav className={classes.pager} aria-label={t('pager.label')}>
      <span className={classes.range}>
        {from !== undefined && (
          <>
            <Ltr>
              {number(from)}–{number(from + list.data.length - 1)}
            </Ltr>{' '}
            {t('pager.of')}{' '}
          </>
        )}
        <Ltr>
          {number(total)}
          {totalIsExact ? '' : '+'}
        </Ltr>
      </span>
      {!nothingElse && (
        <span className={classes.buttons}>
          <Button
            variant="default"
            size="compact-md"
            disabled={isFirst || disabled}
            leftSection={<IconChevronLeft size={16} className="mirrored" aria-hidden />}
            onClick={previous}
          >
            {isFirst || page === 2 || trail.length > 0 ? t('pager.previous') : t('pager.first')}
          </Button>
          <Button
            variant="default"
            size="compact-md"
            disabled={nextCursor === null || disabled}
            rightSection={<IconChevronRight size={16} className="mirrored" aria-hidden />}
            onClick={next}
          >
            {t('pager.next')}
          </Button>
        </span>
      )}
    </nav>
  );
};
