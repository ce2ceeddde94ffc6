import path from 'node:path';

/** How a machine reaches the network at all; nothing here says which registry a client asks. */
const CONNECTIVITY = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'http_proxy',
  'https_proxy',
];

/** Where no proxy leads: this machine's loopback is another one for it. Go holds to that by itself, npm and uv don't. */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/**
 * The environment of an ecosystem's client, built from nothing: the PATH, how the network is reached, and a home that
 * is empty. A user's own settings (`@scope:registry`, `PIP_FIND_LINKS`, `GOPRIVATE`) would let other sources in.
 */
export function clientEnvironment(
  home: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const { PATH } = process.env;
  if (PATH === undefined) throw new Error('PATH is not set.');
  const kept = CONNECTIVITY.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const { NO_PROXY = process.env.no_proxy } = process.env;
  const noProxy = [NO_PROXY, ...LOOPBACK].filter(Boolean).join(',');
  return {
    PATH,
    HOME: home,
    TMPDIR: path.join(home, 'tmp'),
    LANG: 'C.UTF-8',
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    ...Object.fromEntries(kept),
    ...own,
  };
}

/**
 * The user's own environment, for the tools that the user has configured: building, linting and packing, not clients.
 * Without the registries' variables, which no such tool needs, and without an activated virtual environment, which uv
 * would take instead of the workspace's.
 */
export function userEnvironment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name === 'VIRTUAL_ENV' || name.startsWith('PACKAGES_') ? [] : [[name, value]],
  );
  return { ...Object.fromEntries(inherited), ...own };
}
