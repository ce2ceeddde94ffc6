import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { PackagesError } from '@ameideio/version-manifest';
import { firstAnswer } from '../answer.ts';
import { startChild } from '../child.ts';
import { childEnvironment } from '../child-environment.ts';
import { loopbackUrl, type Registry, UPSTREAM_MAX_AGE_SECONDS } from '../registry.ts';
import { relayedEnvironment } from '../relay/user-proxies.ts';
import { buildGoRegistry } from './build.ts';

/** The registry wants at least one pattern; below this top-level domain no module exists (RFC 2606). */
const NO_MODULE = 'none.invalid';

export const goRegistry: Registry = {
  ecosystem: 'go',
  title: 'The Go registry',
  launch: async ({ workspaceRoot, storage, programs, logFile, port, internal, relay }) => {
    await mkdir(storage, { recursive: true });
    const token = randomBytes(32).toString('base64url');
    const child = startChild({
      title: 'The Go registry',
      file: await buildGoRegistry(workspaceRoot, programs),
      args: [],
      folder: storage,
      environment: childEnvironment({
        ...(relay ? relayedEnvironment(relay) : {}),
        GO_MODULE_REGISTRY_LISTEN: `127.0.0.1:${port}`,
        GO_MODULE_REGISTRY_STORAGE: storage,
        GO_MODULE_REGISTRY_UPLOAD_TOKEN: token,
        GO_MODULE_REGISTRY_INTERNAL: internal.join(',') || NO_MODULE,
        GO_MODULE_REGISTRY_UPSTREAM_CACHE: `${storage}-upstream`,
        GO_MODULE_REGISTRY_LIST_TTL: `${UPSTREAM_MAX_AGE_SECONDS}s`,
        GO_MODULE_REGISTRY_STOP_ON_STDIN_EOF: '1',
      }),
      logFile,
    });
    return { child, connect: (signal) => checkCredential(loopbackUrl(port), token, signal) };
  },
};

async function checkCredential(
  url: string,
  token: string,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await firstAnswer(`${url}/upload/`, { headers }, signal);
  if (status !== 204) {
    throw new PackagesError(
      'REGISTRY_REFUSED',
      `The Go registry at ${url} refused its own token: it answered ${status}. Start the registries again.`,
    );
  }
  return {
    PACKAGES_GO_PROXY_URL: url,
    PACKAGES_GO_UPLOAD_URL: `${url}/upload/{module}/@v/{version}.zip`,
    PACKAGES_GO_UPLOAD_TOKEN: token,
  };
}
