import { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { untilLoaded } from './connection.ts';

/**
 * The component of a route, in a chunk of its own. A lost connection is waited for: the router by itself would load the
 * whole document anew, which is not there either.
 */
export const lazyPage = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazyRouteComponent<Record<Name, ComponentType>, Name>(() => untilLoaded(load), name);
