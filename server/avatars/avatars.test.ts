import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { formOf } from '../testing/import-file.ts';
import { jpegOf, webpOf } from '../testing/pictures.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});
const add = async () => (await here.staff(customers, { method: 'POST', body: { type: 'guest' } })).body;
const path = (id: string) => `${customers}/${id}/avatar`;
const set = (id: string, content: Uint8Array, name?: string) =>
  here.staff(path(id), { method: 'PUT', rawBody: formOf(content, name) });
const read = async (id: string) => {
  const authorization = `Bearer ${await api.token(here.id, 'viewer')}`;
  return Buffer.from(await api.bytes(path(id), { authorization }));
};

describe('a picture', () => {
  test.each([
    ['image/jpeg', jpegOf(256)],
    ['image/webp', webpOf(256)],
  ])('%s is given back as it came, and is what its bytes say', async (type, content) => {
    const { id, avatarVersion } = await add();
    expect(avatarVersion).toBeNull();
    const { status, body, headers } = await set(id, content, 'page.html');
    expect([status, body.avatarVersion, headers.get('etag')]).toEqual([200, 2, '"2"']);
    expect((await here.viewer(`${customers}/${id}`)).body).toEqual(body);
    const answered = await here.viewer(path(id));
    expect(answered.headers.get('content-type')).toBe(type);
    expect(answered.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answered.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await read(id)).equals(content)).toBe(true);
  });

  test('is sent once, while it is the same', async () => {
    const { id } = await add();
    await set(id, jpegOf());
    const etag = (await here.viewer(path(id))).headers.get('etag')!;
    const again = () => here.viewer(path(id), { headers: { 'if-none-match': etag } });
    expect((await again()).status).toBe(304);
    await set(id, jpegOf(32));
    expect((await again()).status).toBe(200);
  });

  test('that comes, is changed and goes is history, each by whom, and none is left', async () => {
    const { id } = await add();
    await set(id, jpegOf());
    await set(id, webpOf());
    const remove = () => here.staff(path(id), { method: 'DELETE' });
    expect((await remove()).body).toMatchObject({ avatarVersion: null, version: 4 });
    expect((await remove()).body.version).toBe(4);
    expect((await here.viewer(path(id))).status).toBe(404);
    const { data } = (await here.viewer(`${customers}/${id}/history?kind=avatar`)).body;
    expect(data.map(({ action }: { action: string }) => action)).toEqual([
      'avatar_removed',
      'avatar_changed',
      'avatar_changed',
    ]);
    expect(await asOwner('select 1 from org_customer_avatars where customer_id = $1', [id])).toEqual([]);
  });

  test('by ten at once: the customer has one of them', async () => {
    const { id } = await add();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => set(id, jpegOf(at + 1))));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect((await here.viewer(`${customers}/${id}`)).body).toMatchObject({ version: 11, avatarVersion: 11 });
  });

  test.each([
    ['larger than 200 kB', Buffer.concat([jpegOf(), Buffer.alloc(204_800)]), 413, 'body_too_large'],
    ['a page', Buffer.from('<script>alert(1)</script>'), 415, 'unsupported_media_type'],
    [
      'an SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      415,
      'unsupported_media_type',
    ],
    ['half a JPEG', jpegOf().subarray(0, 30), 415, 'unsupported_media_type'],
    ['nothing', Buffer.alloc(0), 415, 'unsupported_media_type'],
    ['too wide', jpegOf(513), 400, 'invalid_request'],
  ])('that is %s is refused, and the one before stays', async (_, content, status, code) => {
    const { id } = await add();
    await set(id, jpegOf());
    const refused = await set(id, content, 'picture.jpg');
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect((await here.viewer(`${customers}/${id}`)).body).toMatchObject({ version: 2, avatarVersion: 2 });
  });

  test('of whoever is merged away stays theirs, and is there again when the merge is undone', async () => {
    const [gone, stays] = [await add(), await add()];
    await set(gone.id, jpegOf());
    const merged = await here.admin(`${customers}/merge`, {
      method: 'POST',
      body: { sourceCustomerId: gone.id, targetCustomerId: stays.id, reason: 'The same person' },
    });
    expect(merged.body.customer.avatarVersion).toBeNull();
    await here.admin(`${customers}/merges/${merged.body.mergeId}/undo`, { method: 'POST' });
    expect((await here.viewer(`${customers}/${gone.id}`)).body.avatarVersion).toBe(2);
  });
});

test('who may only look gives nobody a picture', async () => {
  const { id } = await add();
  const asked = await here.viewer(path(id), { method: 'PUT', rawBody: formOf(jpegOf()) });
  expect(asked.body.code).toBe('forbidden');
});
