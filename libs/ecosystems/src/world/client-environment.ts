import path from 'node:path';

/** How a machine reaches the network at all; nothing here says which registry a client asks. */
const CONNECTIVITY = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
];

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
  return {
    PATH,
    HOME: home,
    TMPDIR: path.join(home, 'tmp'),
    LANG: 'C.UTF-8',
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
