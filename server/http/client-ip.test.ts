import { expect, test } from 'vitest';
import { clientIp } from './client-ip.ts';

test.each([
  ['nobody is trusted, so nobody is believed', '', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a trusted proxy is believed', '10.0.0.0/8', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['through two of ours', '10.0.0.0/8,192.0.2.7', '192.0.2.7', '198.51.100.1, 10.9.9.9', '198.51.100.1'],
  [
    'what a stranger wrote before our proxy did is not',
    '10.0.0.1',
    '10.0.0.1',
    '1.1.1.1, 203.0.113.9',
    '203.0.113.9',
  ],
  ['what is no address is not', '10.0.0.1', '10.0.0.1', 'localhost', '10.0.0.1'],
  ['IPv4 in IPv6 is IPv4', '127.0.0.1', '::ffff:127.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
  ['IPv6', 'fd00::/8', 'fd00::1', '2001:db8::1', '2001:db8::1'],
])('%s', (_, trusted, peer, forwarded, client) => {
  expect(clientIp(trusted)(peer, forwarded)).toBe(client);
});

test('a request without a socket or a header has an address all the same', () => {
  expect(clientIp('')(undefined, null)).toBe('unknown');
  expect(clientIp('10.0.0.1')('10.0.0.1', null)).toBe('10.0.0.1');
});

test.each(['proxy.example', '10.0.0.0/33', '10.0.0.1,x'])('refuses the list %j', (list) => {
  expect(() => clientIp(list)).toThrow(RangeError);
});
