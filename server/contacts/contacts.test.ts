import type { DuplicateReason } from '@regulars/contract/duplicate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { say } from '../testing/say.ts';
import { type Ask, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

interface Contact {
  id: string;
  kind: string;
  value: string;
}

let phones = 91_234_000;
/** So far apart that none is taken for another one mistyped. */
const nextPhone = () => {
  phones += 1237;
  return `+968${phones}`;
};
const add = (fields: object = {}) =>
  say(here.staff, 'POST', customers, { type: 'stub', name: 'Sara', phone: nextPhone(), ...fields });
const merge = async (source: { id: string }, target: { id: string }, fields: object = {}) => {
  const body = { sourceCustomerId: source.id, targetCustomerId: target.id, reason: 'The same', fields };
  return (await say(here.admin, 'POST', `${customers}/merge`, body)).mergeId as string;
};
const undo = (mergeId: string) => say(here.admin, 'POST', `${customers}/merges/${mergeId}/undo`);
const read = (id: string) => say(here.viewer, 'GET', `${customers}/${id}`);
const valuesOf = async (id: string) =>
  (await read(id)).contacts.map(({ value }: Contact) => value) as string[];
const contactOf = async (id: string, value: string) =>
  (await read(id)).contacts.find((contact: Contact) => contact.value === value) as Contact;
const pathOf = (id: string, contact: { id: string }) => `${customers}/${id}/contacts/${contact.id}`;
const remove = (id: string, contact: { id: string }, caller = here.staff) =>
  say(caller, 'DELETE', pathOf(id, contact));
const restore = (id: string, contact: { id: string }, caller = here.staff) =>
  say(caller, 'POST', `${pathOf(id, contact)}/restore`);
const finds = async (search: string) =>
  (await say(here.viewer, 'GET', `${customers}?search=${encodeURIComponent(search)}`)).data.map(
    ({ id }: { id: string }) => id,
  ) as string[];

/** A customer with a further phone and a further e-mail, and whose they were. */
const merged = async () => {
  const source = await add({ email: `s${phones}@example.com` });
  const target = await add({ email: `t${phones}@example.com` });
  const mergeId = await merge(source, target);
  return { source, target, mergeId, phone: await contactOf(target.id, source.phone) };
};

describe('a further phone or e-mail that is removed', () => {
  test('is none of the customer, finds nobody, and is back with all of that when it is restored', async () => {
    const { source, target, phone } = await merged();
    const email = await contactOf(target.id, source.email);
    const order = (externalRef: string) =>
      here.staff('/api/v1/orders', {
        method: 'POST',
        body: { externalRef, phone: source.phone, total: '1' },
      });
    /** Does the phone speak for it that they are one? */
    const isDuplicateByPhone = async () => {
      const body = { name: 'Sara', phone: source.phone };
      const { candidates } = await say(here.staff, 'POST', `${customers}/duplicates/check`, body);
      const same = candidates.find(({ customer }: { customer: { id: string } }) => customer.id === target.id);
      return (
        same?.reasons.some(({ field, weight }: DuplicateReason) => field === 'phone' && weight > 0) ?? false
      );
    };
    const searches = [source.phone, source.phone.slice(-8), source.phone.slice(-6), source.email];
    const found = async () => Promise.all(searches.map(finds));

    expect(await found()).toEqual(searches.map(() => [target.id]));
    expect(await isDuplicateByPhone()).toBe(true);
    for (const contact of [phone, email]) await remove(target.id, contact);
    expect(await valuesOf(target.id)).toEqual([]);
    expect(await found()).toEqual(searches.map(() => []));
    expect(await isDuplicateByPhone()).toBe(false);
    expect((await order('removed')).body.code).toBe('unknown_customer');

    for (const contact of [phone, email]) await restore(target.id, contact);
    expect((await read(target.id)).contacts).toEqual([phone, email]);
    expect(await found()).toEqual(searches.map(() => [target.id]));
    expect(await isDuplicateByPhone()).toBe(true);
    expect((await order('restored')).body.customer.id).toBe(target.id);
  });

  test('makes one version, which the history tells with whoever did it; once more changes nothing', async () => {
    const { target, phone } = await merged();
    const before = await read(target.id);
    const { id, kind, value } = phone;

    const removed = await here.staff(pathOf(target.id, phone), { method: 'DELETE' });
    expect(removed.headers.get('etag')).toBe(`"${before.version + 1}"`);
    expect(removed.body).toEqual(await read(target.id));
    expect((await remove(target.id, phone)).version).toBe(before.version + 1);
    expect((await restore(target.id, phone)).version).toBe(before.version + 2);
    expect((await restore(target.id, phone)).version).toBe(before.version + 2);

    const { data } = await say(here.viewer, 'GET', `${customers}/${target.id}/history?kind=contacts`);
    const told = { id, kind, value };
    expect(
      data.map(({ version, action, actor, changes }: Record<string, unknown>) => [
        version,
        action,
        actor,
        changes,
      ]),
    ).toEqual([
      [
        before.version + 2,
        'contact_restored',
        expect.objectContaining({ id: expect.any(String) }),
        [{ field: 'contact', from: null, to: told }],
      ],
      [
        before.version + 1,
        'contact_removed',
        expect.objectContaining({ id: expect.any(String) }),
        [{ field: 'contact', from: told, to: null }],
      ],
    ]);
  });

  test('of a version that is not the one that was read is left where it is', async () => {
    const { target, phone } = await merged();
    const { version } = await read(target.id);
    const removeAt = (tag: string) =>
      here.staff(pathOf(target.id, phone), { method: 'DELETE', headers: { 'if-match': tag } });

    const refused = await removeAt(`"${version - 1}"`);
    expect([refused.status, refused.body.code]).toEqual([412, 'version_conflict']);
    expect(await contactOf(target.id, phone.value)).toEqual(phone);
    expect((await removeAt(`"${version}"`)).status).toBe(200);
  });

  test('has to be one of that customer, in that business', async () => {
    const [mine, other] = [await merged(), await merged()];
    const elsewhere = await api.tenant();
    const ways: [Ask, string][] = [
      [here.staff, pathOf(other.target.id, mine.phone)],
      [here.staff, pathOf(mine.target.id, { id: crypto.randomUUID() })],
      [here.staff, pathOf(mine.target.id, { id: 'one' })],
      [elsewhere.owner, pathOf(mine.target.id, mine.phone)],
    ];
    for (const [caller, path] of ways) {
      for (const [method, at] of [
        ['DELETE', path],
        ['POST', `${path}/restore`],
      ] as const) {
        const { status, body } = await caller(at, { method });
        expect([at, status, body.code]).toEqual([at, 404, 'not_found']);
      }
    }
    expect(await contactOf(mine.target.id, mine.phone.value)).toEqual(mine.phone);
  });

  test('by a viewer is refused', async () => {
    const { target, phone } = await merged();
    const { status, body } = await here.viewer(pathOf(target.id, phone), { method: 'DELETE' });
    expect([status, body.code]).toEqual([403, 'forbidden']);
    expect(await contactOf(target.id, phone.value)).toEqual(phone);
  });

  test('and restored with a key is restored once, however often that is sent', async () => {
    const { target, phone } = await merged();
    await remove(target.id, phone);
    const send = () =>
      here.staff(`${pathOf(target.id, phone)}/restore`, {
        method: 'POST',
        headers: { 'idempotency-key': `restore-${phone.id}` },
      });
    const first = await send();
    await remove(target.id, phone);
    const again = await send();
    expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
    expect(await valuesOf(target.id)).not.toContain(phone.value);
  });
});

describe('merges', () => {
  test('that kept the same e-mail made one contact, which is removed in one version', async () => {
    const email = `both${phones}@example.com`;
    const [one, two, target] = [
      await add({ email }),
      await add({ email: email.toUpperCase() }),
      await add({ email: 'own@example.com' }),
    ];
    await merge(one, target);
    await merge(two, target);
    const kept = (await read(target.id)).contacts.filter(({ kind }: Contact) => kind === 'email');
    expect(kept).toHaveLength(1);
    const { version } = await read(target.id);
    const after = await remove(target.id, kept[0]);
    expect([after.version, after.contacts.filter(({ kind }: Contact) => kind === 'email')]).toEqual([
      version + 1,
      [],
    ]);
    expect((await restore(target.id, kept[0])).contacts).toEqual(expect.arrayContaining(kept));
  });

  test('that are undone give a removed phone back to whose it was', async () => {
    const { source, target, mergeId, phone } = await merged();
    await remove(target.id, phone);
    await undo(mergeId);
    expect((await read(source.id)).phone).toBe(source.phone);
    expect(await finds(source.phone)).toEqual([source.id]);
    const { status } = await here.staff(`${pathOf(target.id, phone)}/restore`, { method: 'POST' });
    expect(status).toBe(404);
  });

  test('move a removed phone along, and take it back, as it is', async () => {
    const { source, target, phone } = await merged();
    await remove(target.id, phone);
    const last = await add();
    const preview = await say(here.staff, 'POST', `${customers}/merge/preview`, {
      sourceCustomerId: target.id,
      targetCustomerId: last.id,
    });
    // The e-mail of the first, and the phone and e-mail of the second: the last has none.
    expect(preview.moves.contacts).toBe(2);
    const mergeId = await merge(target, last);
    expect((await valuesOf(last.id)).toSorted()).toEqual([target.phone, source.email].toSorted());
    await undo(mergeId);
    expect(await valuesOf(target.id)).toEqual([source.email]);
    expect((await restore(target.id, phone)).contacts).toContainEqual(phone);
  });

  test('bring a removed phone again where somebody comes who has it', async () => {
    const { source, target, mergeId, phone } = await merged();
    await remove(target.id, phone);
    await merge(await add({ phone: source.phone }), target);
    expect(await valuesOf(target.id)).toContain(source.phone);
    await undo(mergeId);
  });

  test('that lie on one that is undone leave what was removed removed', async () => {
    const [one, two] = [await add(), await add()];
    const target = await add();
    const first = await merge(one, target, { phone: 'source' });
    await merge(two, target, { phone: 'source' });
    // The first gave up the target's own phone, the second that of the first; without the first the second gives up both.
    expect((await valuesOf(target.id)).toSorted()).toEqual([target.phone, one.phone].toSorted());
    await remove(target.id, await contactOf(target.id, target.phone));
    await undo(first);
    expect([(await read(target.id)).phone, await valuesOf(target.id)]).toEqual([two.phone, []]);
  });

  test('lead an old id on', async () => {
    const { source, target, phone } = await merged();
    const { status, headers, body } = await here.staff(pathOf(source.id, phone), { method: 'DELETE' });
    expect([status, headers.get('content-location'), body.id]).toEqual([
      200,
      pathOf(target.id, phone),
      target.id,
    ]);
    expect(await valuesOf(target.id)).not.toContain(phone.value);
  });

  test('alone say whose a contact is', async () => {
    const { source, target, phone } = await merged();
    const other = await add();
    const moving = asOwner(
      `select set_config('role', 'regulars_tenant', true), set_config('regulars.tenant_org_id', '${here.id}', true);
       update org_customer_contacts set customer_id = '${other.id}' where id = '${phone.id}'`,
    );
    await expect(moving).rejects.toThrow('are merged by');
    expect(await valuesOf(target.id)).toContain(source.phone);
    expect(await valuesOf(other.id)).toEqual([]);
  });
});
