import { randomBytes } from 'node:crypto';
import { ecosystemById, userEnvironment, type VariableValues } from '@ameideio/ecosystems';
import { type EmbeddedRegistry, UPSTREAM_MAX_AGE_SECONDS } from '../embedded-registry.ts';
import { relayedEnvironment } from '../relay/user-proxies.ts';
import { signIn } from '../sign-in.ts';
import { buildGoRegistry } from './build.ts';

const TITLE = 'The Go registry';

/** The registry requires at least one pattern; no module exists below this top-level domain (RFC 2606). */
const NO_MODULE = 'none.invalid';

export const goRegistry: EmbeddedRegistry = {
  ecosystem: ecosystemById('go'),
  title: TITLE,
  prepare: async ({ workspaceRoot, storage, programs, port, url, internal, relay }) => {
    const token = randomBytes(32).toString('base64url');
    return {
      file: await buildGoRegistry(workspaceRoot, programs),
      args: [],
      environment: userEnvironment({
        ...(relay ? relayedEnvironment(relay) : {}),
        GO_MODULE_REGISTRY_LISTEN: `127.0.0.1:${port}`,
        GO_MODULE_REGISTRY_STORAGE: storage,
        GO_MODULE_REGISTRY_UPLOAD_TOKEN: token,
        GO_MODULE_REGISTRY_INTERNAL: internal.join(',') || NO_MODULE,
        GO_MODULE_REGISTRY_UPSTREAM_CACHE: `${storage}-upstream`,
        GO_MODULE_REGISTRY_LIST_TTL: `${UPSTREAM_MAX_AGE_SECONDS}s`,
        GO_MODULE_REGISTRY_STOP_ON_STDIN_EOF: '1',
      }),
      connect: (signal) => checkToken(url, token, signal),
    };
  },
};

async function checkToken(url: string, token: string, signal: AbortSignal): Promise<VariableValues> {
  const headers = { authorization: `Bearer ${token}` };
  await signIn({ title: TITLE, url: `${url}/upload/`, init: { headers }, status: 204 }, signal);
  return { address: { url }, upload: { url: `${url}/upload/{module}/@v/{version}.zip`, token } };
}
