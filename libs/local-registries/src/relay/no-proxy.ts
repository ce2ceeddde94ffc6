import { BlockList, isIP } from 'node:net';

/**
 * Whether NO_PROXY names a host: itself, a domain above it, a network of its address, or `*`. Clients parse that list
 * differently; this follows Go and curl, for which most lists are written.
 *
 * @param host a name, or an address without brackets.
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
export function isExempt(host: string, port: number, noProxy: string): boolean {
  const entries = noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(Boolean);
  return entries.some((entry) => {
    if (entry === '*') return true;
    if (entry.includes('/')) return isIn(host, entry);
    const [, name = entry, only = `${port}`] = isIP(entry) ? [] : (/^\[?(.+?)\]?:(\d+)$/.exec(entry) ?? []);
    const domain = name.replace(/^\*?\./, '');
    return only === `${port}` && `.${host.toLowerCase()}`.endsWith(`.${domain}`);
  });
}

function isIn(host: string, network: string): boolean {
  const [address = '', prefix] = network.split('/');
  if (isIP(host) === 0 || isIP(host) !== isIP(address)) return false;
  const family = isIP(host) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), family);
  return list.check(host, family);
}
