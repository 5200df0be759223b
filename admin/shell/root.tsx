import { Notifications } from '@mantine/notifications';
import { Outlet } from '@tanstack/react-router';

/** The toasts stand within the router, so that they can hold links. */
export const Root = () => (
  <>
    <Outlet />
    <Notifications position="bottom-center" autoClose={8_000} containerWidth={420} />
  </>
);
