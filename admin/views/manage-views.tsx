import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import type { View, ViewChanges } from '@regulars/sdk';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { Dialog } from '../ui/dialog.tsx';
import { isolate } from '../ui/isolate.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import classes from './manage-views.module.css';
import { viewsQuery } from './views-query.ts';

interface Props {
  view: View;
  /** The places that it can go to; null at an end, and where the order is somebody else's. */
  earlier: number | null;
  later: number | null;
  isOwn: boolean;
  busy: boolean;
  onChange: (changes: ViewChanges) => void;
  onDelete: () => void;
}

const Row = ({ view, earlier, later, isOwn, busy, onChange, onDelete }: Props) => {
  const { t } = useTranslation();
  const [name, setName] = useState(view.name);
  const [asking, setAsking] = useState(false);
  useEffect(() => setName(view.name), [view.name]);
  const called = isolate(view.name);
  const moveTo = (position: number | null) => (position === null ? null : () => onChange({ position }));

  const rename = () => {
    const wanted = name.trim();
    if (wanted === '') setName(view.name);
    else if (wanted !== view.name) onChange({ name: wanted });
  };

  // Not `disabled`, which would take the focus from whoever moves a view to the end with the keyboard.
  const icon = (label: string, Icon: typeof IconTrash, act: (() => void) | null) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      aria-disabled={act === null}
      className={classes.icon}
      onClick={() => {
        if (!busy) act?.();
      }}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );

  if (asking) {
    return (
      <li className={classes.view}>
        <span className={classes.name}>{t('views.deleteAsk', { name: called })}</span>
        <Button size="compact-md" autoFocus loading={busy} onClick={onDelete}>
          {t('views.deleteYes')}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => setAsking(false)}>
          {t('action.cancel')}
        </Button>
      </li>
    );
  }

  return (
    <li className={classes.view}>
      <form
        className={classes.name}
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        <TextInput
          dir="auto"
          autoComplete="off"
          aria-label={t('views.nameOf', { name: called })}
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          onBlur={rename}
        />
      </form>
      {isOwn ? (
        <Checkbox
          label={t('views.shared')}
          aria-label={t('views.shareNamed', { name: called })}
          checked={view.shared}
          onChange={({ currentTarget }) => onChange({ shared: currentTarget.checked })}
        />
      ) : (
        <bdi className={classes.owner}>{view.owner.name}</bdi>
      )}
      <span className={classes.actions}>
        {isOwn && (
          <>
            {icon(t('views.earlier', { name: called }), IconArrowUp, moveTo(earlier))}
            {icon(t('views.later', { name: called }), IconArrowDown, moveTo(later))}
          </>
        )}
        {icon(t('views.delete', { name: called }), IconTrash, () => setAsking(true))}
      </span>
    </li>
  );
};

/** Names, order, sharing and deleting: of one's own views, and for admins of those that others share. */
export const ManageViews = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { actor, role } = useSession();
  const { data, error } = useQuery(viewsQuery);
  const content = useRef<HTMLDivElement>(null);
  const work = useMutation({
    mutationFn: (act: () => Promise<View>) => act(),
    onSettled: () => queryClient.invalidateQueries(viewsQuery),
  });
  const all = data?.data ?? [];
  const own = all.filter(({ owner }) => owner.id === actor.id);
  const others = role === 'owner' || role === 'admin' ? all.filter(({ owner }) => owner.id !== actor.id) : [];
  const groups = [
    { title: t('views.mine'), views: own },
    { title: t('views.ofOthers'), views: others },
  ];

  return (
    <Dialog onClose={onClose} title={t('views.manage')}>
      <div ref={content} tabIndex={-1} className={classes.content}>
        {error && <ProblemAlert error={error} />}
        {work.isError && <ProblemAlert error={work.error} />}
        {data && own.length + others.length === 0 && <p className={classes.none}>{t('views.none')}</p>}
        {groups.map(
          ({ title, views }) =>
            views.length > 0 && (
              <section key={title}>
                <h3 className={classes.title}>{title}</h3>
                <ul className={classes.views}>
                  {views.map((view, at) => (
                    <Row
                      key={view.id}
                      view={view}
                      isOwn={views === own}
                      earlier={at > 0 ? at : null}
                      later={at < views.length - 1 ? at + 2 : null}
                      busy={work.isPending}
                      onChange={(changes) => work.mutate(() => regulars.views.update(view.id, changes))}
                      onDelete={() =>
                        work.mutate(() => regulars.views.delete(view.id), {
                          // The button that had the focus is gone with its view.
                          onSuccess: () => content.current?.focus(),
                        })
                      }
                    />
                  ))}
                </ul>
              </section>
            ),
        )}
      </div>
    </Dialog>
  );
};
