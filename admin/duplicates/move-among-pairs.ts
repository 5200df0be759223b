import type { KeyboardEvent } from 'react';

/** Up and down from pair to pair, by the link of each that compares the two. */
export const moveAmongPairs = (event: KeyboardEvent<HTMLElement>) => {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-pair]')];
  const card = document.activeElement?.closest('li:has([data-pair])');
  const at = links.findIndex((link) => card?.contains(link));
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const link = to === undefined ? undefined : links[to];
  if (!link) return;
  event.preventDefault();
  link.focus();
  link.closest('li')?.scrollIntoView({ block: 'nearest' });
};
