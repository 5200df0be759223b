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
  list: CustomerList;
  disabled: boolean;
}

/** Either way by the cursors of the page; the plain address is the first page, whoever has come meanwhile. */
export const Pager = ({ state, list, disabled }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const { nextCursor, previousCursor, total, totalIsExact } = list.page;
  const page = state.cursor === undefined ? 1 : state.page;
  const number = (value: number) => writtenNumber(language, value);

  const go = (cursor: string | null, by: 1 | -1) => {
    const to = page === undefined ? undefined : page + by;
    const isFirst = to === undefined ? cursor === null : to <= 1;
    void router.navigate({
      to: '/dashboard/customers',
      search: {
        ...state,
        cursor: isFirst ? undefined : (cursor ?? undefined),
        page: isFirst ? undefined : to,
      },
    });
  };

  // A shared address can come without its page number: then only the total is known.
  const from = page === undefined ? undefined : (page - 1) * pageSize + 1;

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
      {(nextCursor !== null || state.cursor !== undefined) && (
        <span className={classes.buttons}>
          <Button
            variant="default"
            size="compact-md"
            disabled={state.cursor === undefined || disabled}
            leftSection={<IconChevronLeft size={16} className="mirrored" aria-hidden />}
            onClick={() => go(previousCursor, -1)}
          >
            <span className={classes.word}>{t('pager.previous')}</span>
          </Button>
          <Button
            variant="default"
            size="compact-md"
            disabled={nextCursor === null || disabled}
            rightSection={<IconChevronRight size={16} className="mirrored" aria-hidden />}
            onClick={() => go(nextCursor, 1)}
          >
            <span className={classes.word}>{t('pager.next')}</span>
          </Button>
        </span>
      )}
    </nav>
  );
};
