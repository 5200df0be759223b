import { BlockList, isIP } from 'node:net';

/**
 * Whose request it is, behind proxies: the last address in `X-Forwarded-For` that is not one of ours.
 * What a stranger writes into that header is never believed.
 *
 * @param trusted addresses and CIDR ranges of the proxies in front, separated by commas
 * @throws RangeError for what is neither
 */
export const clientIp = (trusted: string) => {
  const proxies = new BlockList();
  for (const entry of trusted
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address);
    if (family === 0) throw new RangeError(`${entry} is neither an address nor a range`);
    const type = family === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) proxies.addAddress(address, type);
    else proxies.addSubnet(address, Number(bits), type);
  }
  const isProxy = (address: string) => {
    const family = isIP(address);
    return family !== 0 && proxies.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };

  return (peer: string | undefined, forwardedFor: string | null): string => {
    let client = plain(peer ?? 'unknown');
    for (const hop of (forwardedFor ?? '')
      .split(',')
      .map((part) => plain(part.trim()))
      .reverse()) {
      if (!isProxy(client) || isIP(hop) === 0) break;
      client = hop;
    }
    return client;
  };
};

/** An IPv4 address that a socket of both families shows as ::ffff:192.0.2.1. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/, '');
