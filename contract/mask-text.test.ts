import { describe, expect, test } from 'vitest';
import { maskText } from './mask-text.ts';

describe('a text for the log, or for whoever is told of errors', () => {
  test.each([
    [
      'Key (tenant_org_id, phone)=(0192, +96890123456) already exists.',
      'Key (tenant_org_id, phone)=(***) already exists.',
    ],
    ['Failing row contains (0192, Sara Al Balushi,\n 90123456).', 'Failing row contains (***).'],
    ['invalid input syntax for type uuid: "Sara Al Balushi"', 'invalid input syntax for type uuid: "***"'],
    ['no message to +96890123456 today', 'no message to ****56 today'],
    ['no message to +968 9012 3456', 'no message to ****56'],
    ['no message to (968) 9012-3456', 'no message to (968) ****56'],
    ['no message to ٩٠١٢٣٤٥٦', 'no message to ****٥٦'],
    ['GET /api/v1/customers/%2B96890123456', 'GET /api/v1/customers/%2B****56'],
    ['GET /api/v1/customers/90123456', 'GET /api/v1/customers/****56'],
    ['sara.b+x@mail.example.com is taken', '***@mail.example.com is taken'],
    ['سارة@example.com', '***@example.com'],
    ['authorization: Bearer eyJhbGciOi.eyJzdWIi.c2ln', 'authorization: Bearer ***'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl', '***'],
    ['key rgl_AbC-123_x', 'key rgl_***'],
    ['http://localhost/join#rgi_AbC-123_x', 'http://localhost/join#rgi_***'],
    ['http://localhost/recover#rgr_AbC-123_x', 'http://localhost/recover#rgr_***'],
    ['cookie regulars.session_token=abc.def%3D; theme=dark', 'cookie regulars.session_token=***; theme=dark'],
    ['http://localhost/setup?token=abc&x=1', 'http://localhost/setup?token=***&x=1'],
    ['postgres://regulars_app:pass-word@db:5432/regulars', 'postgres://regulars_app:***@db:5432/regulars'],
  ])('%s', (text, expected) => {
    expect(maskText(text)).toBe(expected);
  });

  // Each took minutes when a mask looked again from every letter of it: the path of one request stopped the server.
  test.each([
    'a',
    'abdullah',
    'a.',
    '1-',
    '-eyJaaaaa',
    ')=(',
    'a://',
    'invalid input ',
    'Failing row contains (',
  ])('takes no longer for being long: %s', (piece) => {
    expect(maskText(`${piece.repeat(400_000)}!`).length).toBeGreaterThan(0);
  });

  test.each([
    'connect ECONNREFUSED 127.0.0.1:5432',
    '/api/v1/customers/01936f7e-1234-7000-8000-000000000001/history',
    '/api/v1/customers/01936123-1234-7000-8000-000000000001/history',
    'since 2026-11-28T15:53:49.123Z, until 2026-11-28 12:00:00',
    'duplicate key value violates unique constraint "org_customers_phone_key"',
    'at run (file:///app/database/connect.ts:92:13)',
    'CUST-00001 has 123456 points',
  ])('stays as it is: %s', (text) => {
    expect(maskText(text)).toBe(text);
  });
});
