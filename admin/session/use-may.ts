import { access } from '@regulars/contract/access';
import type { Role } from '@regulars/contract/role';
import { useSession } from './session-query.ts';

type OfRoles = {
  [Id in keyof typeof access]: (typeof access)[Id] extends readonly Role[] ? Id : never;
}[keyof typeof access];

/** Whether the signed-in role may call an operation: what it may not do, it is not shown. */
export const useMay = () => {
  const { role } = useSession();
  return (operation: OfRoles) => (access[operation] as readonly Role[]).includes(role);
};
