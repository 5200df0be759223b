/**
 * Mantine sets the focus into whatever traps it twice, moments after it came. By then it belongs where somebody has gone
 * on in it: what has the focus becomes what Mantine looks for.
 */
export const keepFocus = ({ target }: FocusEvent) => {
  const dialog = target instanceof HTMLElement && target.closest('[role="dialog"]');
  if (!dialog || target === dialog) return;
  for (const other of dialog.querySelectorAll('[data-autofocus]')) other.removeAttribute('data-autofocus');
  target.setAttribute('data-autofocus', '');
};
