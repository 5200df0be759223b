import { type Role, roles } from '@regulars/contract/role';
import { useSession } from '../session/session-query.ts';

/** The roles that the signed-in person may give and take: owners alone make and unmake owners. */
export const useRolesToGive = (): readonly Role[] => {
  const { role } = useSession();
  return role === 'owner' ? roles : roles.filter((other) => other !== 'owner');
};
