export type ListenAddress = { host: string; port: number };

/** Reads `host:port`, an IPv6 host in brackets. */
export function parseListenAddress(text: string): ListenAddress | undefined {
  const { host, port } = /^\[?(?<host>[^[\]]+)\]?:(?<port>\d{1,5})$/.exec(text)?.groups ?? {};
  return host && port && Number(port) <= 65535 ? { host, port: Number(port) } : undefined;
}
