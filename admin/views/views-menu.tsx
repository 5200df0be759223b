import { Button, Popover } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled, IconChevronDown, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import type { ListState } from '../customers/list-state.ts';
import { useSession } from '../session/session-query.ts';
import { DropDown } from '../ui/drop-down.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { isSameList, stateOfView } from './view-state.ts';
import classes from './views-menu.module.css';
import { viewsQuery } from './views-query.ts';

const ManageViews = lazily(() =>
  import('./manage-views.tsx').then((module) => ({ default: module.ManageViews })),
);

interface Props {
  state: ListState;
  /** Only its picture has room on a phone. */
  narrow: boolean;
  onSave: () => void;
}

/** Saved views: one's own, then those that colleagues share. The one that is shown gives the button its name. */
export const ViewsMenu = ({ state, narrow, onSave }: Props) => {
  const { t } = useTranslation();
  const { actor } = useSession();
  const [opened, setOpened] = useState(false);
  const [managing, setManaging] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  const { data, error, refetch } = useQuery(viewsQuery);
  const views = data?.data ?? [];
  const current = views.find((view) => isSameList(stateOfView(view), state));
  const shown = current && t('views.shown', { name: current.name });
  const Bookmark = current ? IconBookmarkFilled : IconBookmark;
  const groups = [
    { title: t('views.mine'), views: views.filter(({ owner }) => owner.id === actor.id) },
    { title: t('views.ofOthers'), views: views.filter(({ owner }) => owner.id !== actor.id) },
  ].filter((group) => group.views.length > 0);

  // The dialog that opens gives the focus back to whoever has it now, and the menu is about to go.
  const leaveFor = (open: () => void) => {
    target.current?.focus();
    setOpened(false);
    open();
  };

  return (
    <>
      <DropDown opened={opened} onChange={setOpened} width={280}>
        <Popover.Target>
          <Button
            ref={target}
            variant="default"
            className={narrow ? classes.narrow : classes.target}
            leftSection={<Bookmark size={16} aria-hidden />}
            rightSection={narrow ? undefined : <IconChevronDown size={14} aria-hidden />}
            aria-label={shown}
            title={narrow ? (shown ?? t('views.title')) : undefined}
            onClick={() => {
              setOpened(!opened);
              // A colleague may just have shared one.
              if (!opened) void refetch();
            }}
          >
            <bdi className={narrow ? 'visually-hidden' : undefined}>{current?.name ?? t('views.title')}</bdi>
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.menu} aria-label={t('views.title')}>
          {error && <ProblemAlert error={error} />}
          {data && groups.length === 0 && <p className={classes.none}>{t('views.none')}</p>}
          {groups.map(({ title, views }) => (
            <div key={title}>
              <h2 className={classes.title}>{title}</h2>
              <ul className={classes.views}>
                {views.map((view) => (
                  <li key={view.id}>
                    <Link
                      to="/dashboard/customers"
                      search={stateOfView(view)}
                      // The address alone would also take a view for its beginning.
                      activeOptions={{ exact: true }}
                      className={classes.view}
                      data-current={view === current || undefined}
                      onClick={() => setOpened(false)}
                    >
                      <bdi>{view.name}</bdi>
                      {view.shared && view.owner.id === actor.id && (
                        <IconUsers size={14} role="img" aria-label={t('views.shared')} />
                      )}
                      {view.owner.id !== actor.id && view.owner.name && (
                        <bdi className={classes.owner}>{view.owner.name}</bdi>
                      )}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <div className={classes.actions}>
            <Button
              variant="default"
              size="compact-md"
              disabled={current !== undefined || isSameList(state, {})}
              onClick={() => leaveFor(onSave)}
            >
              {t('views.save')}
            </Button>
            {groups.length > 0 && (
              <Button variant="default" size="compact-md" onClick={() => leaveFor(() => setManaging(true))}>
                {t('views.manage')}
              </Button>
            )}
          </div>
        </Popover.Dropdown>
      </DropDown>
      {managing && (
        <Suspense>
          <ManageViews onClose={() => setManaging(false)} />
        </Suspense>
      )}
    </>
  );
};
