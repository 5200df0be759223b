import { Popover, type PopoverProps } from '@mantine/core';

interface Props extends Pick<PopoverProps, 'opened' | 'onChange' | 'children'> {
  /** In px, where the screen is as wide. */
  width: number;
}

/**
 * What opens below a button: `Popover.Target` and `Popover.Dropdown` within. It comes at once, keeps the focus, and
 * gives it back; it stands beside its button and not at the end of the page, for whoever goes on by Tab.
 */
export const DropDown = ({ width, ...props }: Props) => (
  <Popover
    position="bottom-end"
    shadow="md"
    trapFocus
    returnFocus
    withinPortal={false}
    transitionProps={{ duration: 0 }}
    width={`min(${width / 16}rem, 100vw - 1.5rem)`}
    {...props}
  />
);
