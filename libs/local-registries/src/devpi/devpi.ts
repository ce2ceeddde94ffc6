import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PackagesError } from '@ameideio/version-manifest';
import { z } from 'zod';
import { firstAnswer } from '../answer.ts';
import { startChild } from '../child.ts';
import { childEnvironment } from '../child-environment.ts';
import { loopbackUrl, PUBLISHER, type Registry, UPLOAD_LOG, UPSTREAM_MAX_AGE_SECONDS } from '../registry.ts';
import { pythonOf } from './python.ts';

const loginSchema = z.object({ result: z.object({ password: z.string() }) });

export const devpi: Registry = {
  ecosystem: 'pypi',
  title: 'devpi',
  launch: async ({ workspaceRoot, storage, logFile, port, internal, relay }) => {
    const python = pythonOf(workspaceRoot);
    const serverFolder = join(storage, 'server');
    await mkdir(serverFolder, { recursive: true });
    const password = randomBytes(32).toString('base64url');
    const child = startChild({
      title: 'devpi',
      file: python,
      // Neither the user's PYTHON* variables nor packages of the user's site belong into it.
      args: ['-E', '-s', fileURLToPath(new URL('serve.py', import.meta.url))],
      folder: storage,
      environment: childEnvironment(),
      logFile,
      settings: {
        port,
        server_folder: serverFolder,
        upload_log: join(storage, UPLOAD_LOG),
        publisher: PUBLISHER,
        password,
        internal,
        upstream_max_age_seconds: UPSTREAM_MAX_AGE_SECONDS,
        relay,
      },
    });
    return { child, connect: (signal) => logIn(loopbackUrl(port), password, signal) };
  },
};

/** devpi verifies a password with argon2 at every request; the token that a login gives is checked at once. */
async function logIn(url: string, password: string, signal: AbortSignal): Promise<Record<string, string>> {
  const response = await firstAnswer(
    `${url}/+login`,
    {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ user: PUBLISHER, password }),
    },
    signal,
  );
  if (response.status !== 200) {
    throw new PackagesError(
      'REGISTRY_REFUSED',
      `devpi at ${url} refused its own account: it answered ${response.status}. Start the registries again.`,
    );
  }
  const { result } = loginSchema.parse(await response.json());
  return {
    PACKAGES_PYPI_INDEX_URL: `${url}/root/ameide/+simple/`,
    PACKAGES_PYPI_UPLOAD_URL: `${url}/root/ameide/`,
    PACKAGES_PYPI_USERNAME: PUBLISHER,
    PACKAGES_PYPI_PASSWORD: result.password,
  };
}
