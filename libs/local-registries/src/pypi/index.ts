import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ecosystemById, userEnvironment, type VariableValues } from '@ameideio/ecosystems';
import { z } from 'zod';
import { type EmbeddedRegistry, PUBLISHER, UPSTREAM_MAX_AGE_SECONDS } from '../embedded-registry.ts';
import { signIn } from '../sign-in.ts';
import { omitVariables } from '../without.ts';
import { pythonOf } from './python.ts';

const TITLE = 'devpi';

const loginSchema = z.object({ result: z.object({ password: z.string() }) });

export const devpi: EmbeddedRegistry = {
  ecosystem: ecosystemById('pypi'),
  title: TITLE,
  prepare: async ({ workspaceRoot, storage, uploadLog, port, url, internal, relay }) => {
    const serverFolder = join(storage, 'server');
    await mkdir(serverFolder, { recursive: true });
    const password = randomBytes(32).toString('base64url');
    return {
      file: pythonOf(workspaceRoot),
      // Excludes the user's PYTHON* variables and the packages of the user's site.
      args: ['-E', '-s', fileURLToPath(new URL('serve.py', import.meta.url))],
      // Excludes the configuration of a user's own server.
      environment: omitVariables(/^DEVPI(SERVER)?_/, userEnvironment()),
      settings: {
        port,
        server_folder: serverFolder,
        upload_log: uploadLog,
        publisher: PUBLISHER,
        password,
        internal,
        upstream_max_age_seconds: UPSTREAM_MAX_AGE_SECONDS,
        relay,
      },
      connect: (signal) => logIn(url, password, signal),
    };
  },
};

/** devpi verifies a password with argon2 at every request, but the token of a login at once. */
async function logIn(url: string, password: string, signal: AbortSignal): Promise<VariableValues> {
  const request = {
    title: TITLE,
    url: `${url}/+login`,
    init: {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ user: PUBLISHER, password }),
    },
    status: 200,
  };
  const { result } = loginSchema.parse(await (await signIn(request, signal)).json());
  return {
    address: { url: `${url}/root/ameide/+simple/` },
    upload: { url: `${url}/root/ameide/`, username: PUBLISHER, password: result.password },
  };
}
