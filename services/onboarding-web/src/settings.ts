const meanings = {
  PLATFORM_URL: 'where the platform answers',
  PLATFORM_TOKEN: 'the bearer token for the platform',
  LISTEN: 'the host:port to listen at, port 0 for a free one',
};

export interface Settings {
  platform: { baseUrl: string; token: string };
  listen: { host: string; port: number };
}

export function readSettings(env: Record<string, string | undefined>): Settings {
  const { PLATFORM_URL, PLATFORM_TOKEN, LISTEN } = env;
  if (!PLATFORM_URL || !PLATFORM_TOKEN || !LISTEN) {
    const missing = Object.entries(meanings).filter(([name]) => !env[name]);
    throw new Error(missing.map(([name, meaning]) => `${name} is not set. It is ${meaning}.`).join('\n'));
  }
  const { host, port } = /^(?<host>.+):(?<port>\d+)$/.exec(LISTEN)?.groups ?? {};
  if (!host || Number(port) > 65535) throw new Error(`LISTEN is "${LISTEN}". It must be ${meanings.LISTEN}.`);
  return {
    platform: { baseUrl: PLATFORM_URL, token: PLATFORM_TOKEN },
    listen: { host, port: Number(port) },
  };
}
