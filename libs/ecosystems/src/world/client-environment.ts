import path from 'node:path';

/** How a machine reaches the network. None of these variables says which registry a client asks. */
const CONNECTIVITY = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'http_proxy',
  'https_proxy',
];

/**
 * Hosts that are never reached through a proxy, for which loopback is another machine. Go excludes them itself; npm and
 * uv don't.
 */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/**
 * Builds the environment of an ecosystem's client from nothing: the PATH, the network's settings and an empty home. The
 * user's own settings (`@scope:registry`, `PIP_FIND_LINKS`, `GOPRIVATE`) would let other sources in.
 */
export function clientEnvironment(
  home: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const { PATH } = process.env;
  if (PATH === undefined) throw new Error('PATH is not set.');
  const connectivity = CONNECTIVITY.flatMap((name) => {
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
    ...Object.fromEntries(connectivity),
    ...own,
  };
}

/**
 * Returns the user's environment for the tools that the user configured: build, lint and pack, not the clients. It
 * omits the registries' variables, and an activated virtual environment, which uv would prefer to the workspace's.
 */
export function userEnvironment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name === 'VIRTUAL_ENV' || name.startsWith('PACKAGES_') ? [] : [[name, value]],
  );
  return { ...Object.fromEntries(inherited), ...own };
}
