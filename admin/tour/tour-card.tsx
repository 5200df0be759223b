import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { useSingleKeys } from '../shell/use-single-keys.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Keys } from '../ui/keys.tsx';
import { capsOf, isSingleKey } from '../ui/shortcuts.ts';
import { writtenNumber } from '../ui/written.ts';
import classes from './tour-card.module.css';
import { useTour } from './use-tour.ts';
import { useTourSteps } from './use-tour-steps.ts';

/**
 * One step of the tour, below the page: the page makes room, so that nothing that is typed or has the focus
 * is covered. It never takes the focus from anywhere, unless somebody has just asked for it.
 */
export const TourCard = ({ step }: { step: number }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const [singleKeys] = useSingleKeys();
  const { asked, goTo, putOff, endForGood } = useTour();
  const steps = useTourSteps();
  // Whoever has got another role meanwhile may have fewer.
  const at = Math.min(step, steps.length - 1);
  const { name, keys = [], page } = steps[at]!;
  const isLast = at === steps.length - 1;
  const number = (value: number) => isolateLtr(writtenNumber(language, value));

  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (asked !== 'now') return;
    card.current?.focus();
    goTo(0);
  });

  /** Where the focus was before it came here: there it goes when the card does. */
  const cameFrom = useRef<Element | null>(null);
  const leave = (how: () => void) => {
    const from = cameFrom.current;
    const back =
      from instanceof HTMLElement && from.isConnected ? from : document.querySelector<HTMLElement>('main h1');
    if (card.current?.contains(document.activeElement)) back?.focus({ preventScroll: true });
    how();
  };

  return (
    <aside
      ref={card}
      tabIndex={-1}
      aria-label={t('tour.title')}
      className={classes.card}
      data-offered={asked === null}
      onFocus={({ relatedTarget, currentTarget }) => {
        if (!currentTarget.contains(relatedTarget)) cameFrom.current = relatedTarget;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        leave(putOff);
      }}
    >
      <div className={classes.step}>
        <p className={classes.at}>
          {t('tour.title')} · {t('tour.at', { at: number(at + 1), of: number(steps.length) })}
        </p>
        <div aria-live="polite">
          <h2>{t(`tour.${name}.title`)}</h2>
          <p className={classes.text}>{t(`tour.${name}.text`)}</p>
        </div>
        <div className={classes.ways}>
          {page && <Link to={page.to}>{page.label}</Link>}
          {keys
            .filter((key) => singleKeys || !isSingleKey(key))
            .map((key) => (
              <span key={key} className={classes.way}>
                <Keys caps={capsOf(key)} /> {t(`shortcuts.${key}`)}
              </span>
            ))}
        </div>
      </div>
      <div className={classes.answers}>
        <Button size="compact-md" onClick={() => (isLast ? leave(endForGood) : goTo(at + 1))}>
          {t(isLast ? 'tour.done' : 'tour.next')}
        </Button>
        {/* Stays where it is on the first step, or whoever came back to it by the keyboard would stand nowhere. */}
        <Button
          size="compact-md"
          variant="default"
          aria-disabled={at === 0}
          data-disabled={at === 0}
          onClick={() => at > 0 && goTo(at - 1)}
        >
          {t('action.back')}
        </Button>
        <Button
          size="compact-md"
          variant="subtle"
          color="gray"
          aria-keyshortcuts="Escape"
          onClick={() => leave(putOff)}
        >
          {t('tour.notNow')}
        </Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={() => leave(endForGood)}>
          {t('tour.end')}
        </Button>
      </div>
    </aside>
  );
};
