import { ActionIcon, type ActionIconProps, Tooltip } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';

type Props = ActionIconProps &
  Omit<ComponentPropsWithRef<'button'>, keyof ActionIconProps> & { name: string; children: ReactNode };

/** A button that shows only an icon always has a name, spoken and as a tooltip. */
export const IconButton = ({ name, children, ...rest }: Props) => (
  <Tooltip label={name} openDelay={300} events={{ hover: true, focus: true, touch: false }}>
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={name} {...rest}>
      {children}
    </ActionIcon>
  </Tooltip>
);
