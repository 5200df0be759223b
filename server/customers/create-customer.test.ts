import { afterAll, describe, expect, test } from 'vitest';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

describe('POST /api/v1/customers', () => {
  test('adds a stub under the next number and says where it is', async () => {
    const { staff } = await api.tenant();
    const created = await staff('/api/v1/customers', {
      method: 'POST',
      body: { type: 'stub', name: 'Sara Al Balushi', phone: '9012 3456' },
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ customerNumber: 'CUST-00001', phone: '+96890123456', version: 1 });
    expect(created.headers.get('location')).toBe(`/api/v1/customers/${created.body.id}`);
  });
});
