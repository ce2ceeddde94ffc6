import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PackagesError } from '@ameideio/version-manifest';
import { z } from 'zod';
import { firstAnswer } from '../answer.ts';
import { startChild } from '../child.ts';
import { childEnvironment } from '../child-environment.ts';
import { loopbackUrl, PUBLISHER, type Registry, UPLOAD_LOG } from '../registry.ts';
import { verdaccioConfiguration } from './configuration.ts';
import { readNpmSettings, throughRelay } from './npm-settings.ts';

export interface ServeSettings {
  readonly configuration: object;
  readonly port: number;
  readonly uploadLog: string;
}

const registeredSchema = z.object({ token: z.string() });

export const verdaccio: Registry = {
  ecosystem: 'npm',
  title: 'Verdaccio',
  launch: async ({ workspaceRoot, storage, logFile, port, internal, relay }) => {
    await mkdir(storage, { recursive: true });
    // A new account at every start, so no password has to be kept anywhere.
    await rm(join(storage, 'htpasswd'), { force: true });
    const npm = await readNpmSettings(workspaceRoot);
    const configuration = verdaccioConfiguration(storage, internal, relay ? throughRelay(npm, relay) : npm);
    const settings: ServeSettings = { configuration, port, uploadLog: join(storage, UPLOAD_LOG) };
    const child = startChild({
      title: 'Verdaccio',
      file: process.execPath,
      args: [fileURLToPath(new URL('serve.ts', import.meta.url))],
      folder: storage,
      environment: childEnvironment(),
      logFile,
      settings,
    });
    return { child, connect: (signal) => register(loopbackUrl(port), signal) };
  },
};

/** Registers the one account (npm's own `PUT /-/user/org.couchdb.user:<name>`), which answers with a token. */
async function register(url: string, signal: AbortSignal): Promise<Record<string, string>> {
  const account = { name: PUBLISHER, password: randomBytes(32).toString('base64url') };
  const response = await firstAnswer(
    `${url}/-/user/org.couchdb.user:${PUBLISHER}`,
    { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(account) },
    signal,
  );
  if (response.status !== 201) {
    throw new PackagesError(
      'REGISTRY_REFUSED',
      `Verdaccio at ${url} did not create its account: it answered ${response.status}. Start the registries again.`,
    );
  }
  const { token } = registeredSchema.parse(await response.json());
  return { PACKAGES_NPM_URL: `${url}/`, PACKAGES_NPM_TOKEN: token };
}
