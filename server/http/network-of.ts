import { isIPv6 } from 'node:net';

/**
 * What is counted of an address of the internet. Whoever has one address of IPv6 has 2⁶⁴ of them: there it is the
 * network.
 */
export const networkOf = (ip: string): string => {
  if (!isIPv6(ip)) return ip;
  // As a URL writes it: in one of its many forms, and without an IPv4 address at its end.
  const [head = '', tail = ''] = new URL(`http://[${ip.split('%')[0]}]`).hostname.slice(1, -1).split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
};
