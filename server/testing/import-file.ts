import type { Database } from '@regulars/database/connect';
import { expect } from 'vitest';
import { workOffImport } from '../imports/work-off-import.ts';
import { tenancyOf } from './match-duplicates.ts';
import type { Answered, Ask } from './test-api.ts';

const root = '/api/v1/customers/imports';

/** A form with a file in it, as a browser sends one. */
export const formOf = (content: string | Uint8Array, name = 'list.csv'): FormData => {
  const form = new FormData();
  form.set('file', new Blob([content as never]), name);
  return form;
};

/** What the server's thread does within a second, done now: all steps that are to be done of an import. */
export const workOff = async (database: Database, tenantId: string, id: string): Promise<void> => {
  const never = new AbortController().signal;
  while (await workOffImport(tenancyOf(database), { tenantId, id }, never));
};

/** Brings a file, and lets it be checked. */
export const checkFile = async (
  database: Database,
  { id: tenantId, admin }: { id: string; admin: Ask },
  content: string | Uint8Array,
  name?: string,
): Promise<Answered['body']> => {
  const made = await admin(root, { method: 'POST', rawBody: formOf(content, name) });
  expect(made.status, made.text).toBe(201);
  await workOff(database, tenantId, made.body.id);
  const { body } = await admin(`${root}/${made.body.id}`);
  return body;
};

/** Brings a file, checks it and writes it. */
export const importFile = async (
  database: Database,
  tenant: { id: string; admin: Ask },
  content: string | Uint8Array,
  { name, ...asked }: { name?: string; allOrNothing?: boolean; duplicates?: 'skip' | 'create' } = {},
): Promise<Answered['body']> => {
  const checked = await checkFile(database, tenant, content, name);
  expect(checked.state, JSON.stringify(checked.failure)).toBe('ready');
  const committed = await tenant.admin(`${root}/${checked.id}/commit`, { method: 'POST', body: asked });
  expect(committed.status, committed.text).toBe(200);
  await workOff(database, tenant.id, checked.id);
  const { body } = await tenant.admin(`${root}/${checked.id}`);
  return body;
};

/** The rows of an import, the first hundred. */
export const rowsOf = async (admin: Ask, id: string, filter = ''): Promise<Answered['body'][]> =>
  (await admin(`${root}/${id}/rows?limit=100${filter}`)).body.data;
