import { inject } from 'vitest';
import { asOwner } from './as-owner.ts';

/** A migrated database without any tenant, for promises about the whole of one. */
export const emptyDatabase = async () => {
  const name = `regulars_${crypto.randomUUID().replaceAll('-', '')}`;
  await asOwner(`create database ${name} template ${inject('emptyDatabase')}`);
  const at = (address: string) => {
    const url = new URL(address);
    url.pathname = name;
    return url.href;
  };
  return {
    appUrl: at(inject('appUrl')),
    ownerUrl: at(inject('ownerUrl')),
    drop: () => asOwner(`drop database ${name} with (force)`),
  };
};
