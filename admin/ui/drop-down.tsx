import { Popover, type PopoverProps } from '@mantine/core';

type Props = Pick<PopoverProps, 'opened' | 'onChange' | 'width' | 'children'>;

/**
 * What opens below a button: `Popover.Target` and `Popover.Dropdown` within. It comes at once, keeps the focus, and
 * gives it back; it stands beside its button and not at the end of the page, for whoever goes on by Tab.
 */
export const DropDown = (props: Props) => (
  <Popover
    position="bottom-end"
    shadow="md"
    trapFocus
    returnFocus
    withinPortal={false}
    transitionProps={{ duration: 0 }}
    {...props}
  />
);
