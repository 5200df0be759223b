import { Notifications } from '@mantine/notifications';
import { Outlet } from '@tanstack/react-router';
import { ConnectionBar } from '../connection/connection-bar.tsx';

/** The toasts stand within the router, so that they can hold links. */
export const Root = () => (
  <>
    <Outlet />
    <ConnectionBar />
    <Notifications position="bottom-center" autoClose={8_000} containerWidth={420} />
  </>
);
