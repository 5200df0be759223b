import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { codeSecrets, maskPhone, newToken } from './secrets.ts';

const challenge = { id: 'a code', tenantId: 'a tenant', phone: '+96892000001', purpose: 'login' };
const { hashCode, isCode, newCode } = codeSecrets(['key']);

test('a code is right for what it was made for', () => {
  expect(isCode(challenge, '123456', hashCode(challenge, '123456'))).toBe(true);
  expect(isCode(challenge, '123457', hashCode(challenge, '123456'))).toBe(false);
  expect(isCode(challenge, '', hashCode(challenge, '123456'))).toBe(false);
});

test.each(Object.keys(challenge))('the same digits are wrong for another %s', (part) => {
  expect(isCode({ ...challenge, [part]: 'another' }, '123456', hashCode(challenge, '123456'))).toBe(false);
});

test('nobody finds the digits without the key', () => {
  expect(codeSecrets(['another key']).isCode(challenge, '123456', hashCode(challenge, '123456'))).toBe(false);
});

test('codes of a former key are right as long as it is listed, and new ones carry the first', () => {
  const former = hashCode(challenge, '123456');
  const rotated = codeSecrets(['new key', 'key']);
  expect(rotated.isCode(challenge, '123456', former)).toBe(true);
  expect(codeSecrets(['new key']).isCode(challenge, '123456', former)).toBe(false);
  expect(codeSecrets(['new key']).isCode(challenge, '123456', rotated.hashCode(challenge, '123456'))).toBe(
    true,
  );
});

test.each([[[]], [['']], [['key', '']]])('a list of keys like %j is refused', (keys) => {
  expect(() => codeSecrets(keys)).toThrow('key');
});

test.each([4, 6, 10])('a code has %i digits, zeros in front included', (length) => {
  const codes = Array.from({ length: 500 }, () => newCode(length));
  for (const code of codes) expect(code).toMatch(new RegExp(`^\\d{${length}}$`));
  expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  expect(new Set(codes).size).toBeGreaterThan(450);
});

test('a token has 256 bits, and only its hash is kept', () => {
  const { token, hash } = newToken();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(hash).toEqual(createHash('sha256').update(token).digest());
  expect(newToken().token).not.toBe(token);
});

test.each([
  ['+96890123456', '+968901****56'],
  ['+971501234567', '+971501****67'],
  ['+29012345', '+290123****45'],
])('%s is shown as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});
