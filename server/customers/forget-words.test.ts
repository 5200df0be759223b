import { connect } from '@regulars/database/connect';
import { afterAll, expect, inject, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';
import { forgetWordsOf } from './forget-words.ts';

const api = testApi();
const database = connect(inject('appUrl'));
afterAll(() => Promise.all([api.close(), database.close()]));

const customers = '/api/v1/customers';
const wordsOf = async (tenantId: string) => {
  const [words] = await asOwner<{ words: string[]; keys: number; unmet: number }>(
    `select array(select word from org_customer_words where tenant_org_id = $1 order by word) as words,
       (select count(*)::int from org_customer_word_keys key where tenant_org_id = $1 and not exists (
         select from org_customer_words word where (word.tenant_org_id, word.word) = (key.tenant_org_id, key.word))) as keys,
       (select count(distinct token)::int from org_customer_tokens token where tenant_org_id = $1 and token ~ '^[^#0-9]{3,}$'
         and not exists (select from org_customer_words word where (word.tenant_org_id, word.word) = (token.tenant_org_id, token.token))) as unmet`,
    [tenantId],
  );
  return words!;
};

test('a word that nobody has any more is forgotten, and what anybody has is kept', async () => {
  const tenant = await api.tenant();
  const other = await api.tenant();
  const create = async (ask: typeof tenant.staff, name: string) =>
    (await ask(customers, { method: 'POST', body: { type: 'guest', name } })).body.id as string;
  const renamed = await create(tenant.staff, 'Zubaida Kharusi');
  const inactive = await create(tenant.staff, 'Ghaniya');
  await create(other.staff, 'Zubaida');
  await tenant.staff(`${customers}/${renamed}`, { method: 'PATCH', body: { name: 'Maryam Kharusi' } });
  await tenant.admin(`${customers}/${inactive}`, { method: 'DELETE' });
  expect((await wordsOf(tenant.id)).words).toContain('zubaida');
  await forgetWordsOf(database, tenant.id);
  expect(await wordsOf(tenant.id)).toEqual({ words: ['ghaniya', 'kharusi', 'maryam'], keys: 0, unmet: 0 });
  expect((await wordsOf(other.id)).words).toEqual(['zubaida']);
});

test('no word is forgotten of those who come or are renamed meanwhile', async () => {
  const tenant = await api.tenant();
  const names = ['Zubaida', 'Ghaniya', 'Kharusi', 'Maryam'];
  await Promise.all(
    Array.from({ length: 6 }, async (_, clerk) => {
      for (let turn = 0; turn < 6; turn += 1) {
        const name = names[(clerk + turn) % names.length]!;
        const { body } = await tenant.staff(customers, { method: 'POST', body: { type: 'guest', name } });
        await tenant.staff(`${customers}/${body.id}`, { method: 'PATCH', body: { name: `Nobody ${turn}` } });
        await forgetWordsOf(database, tenant.id);
        await tenant.staff(`${customers}/${body.id}`, { method: 'PATCH', body: { name: `${name} ${turn}` } });
      }
    }),
  );
  expect(await wordsOf(tenant.id)).toMatchObject({ keys: 0, unmet: 0 });
});
