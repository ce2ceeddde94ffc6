/** Variables by which a user's own installation of one of the servers, or a registry in use, would leak in. */
const FOREIGN = /^(VERDACCIO_|DEVPI_|DEVPISERVER_|GO_MODULE_REGISTRY_|PACKAGES_)/;

/**
 * The environment of the registries: the user's, since their upstreams, proxies and certificates are the
 * user's, without what configures these servers themselves.
 */
export function childEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const users = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return { ...Object.fromEntries(users), ...extra };
}
