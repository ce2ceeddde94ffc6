import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ecosystemById, userEnvironment, type VariableValues } from '@ameideio/ecosystems';
import { z } from 'zod';
import { type EmbeddedRegistry, PUBLISHER } from '../embedded-registry.ts';
import { signIn } from '../sign-in.ts';
import { omitVariables } from '../without.ts';
import { makeVerdaccioConfiguration } from './configuration.ts';
import { readNpmSettings, useRelay } from './npm-settings.ts';

const TITLE = 'Verdaccio';

export interface ServeSettings {
  readonly configuration: object;
  readonly port: number;
  readonly uploadLog: string;
}

const registeredSchema = z.object({ token: z.string() });

export const verdaccio: EmbeddedRegistry = {
  ecosystem: ecosystemById('npm'),
  title: TITLE,
  prepare: async ({ workspaceRoot, storage, uploadLog, port, url, internal, relay }) => {
    // A new account at every start, so that no file keeps a password.
    await rm(join(storage, 'htpasswd'), { force: true });
    const npm = await readNpmSettings(workspaceRoot);
    const configuration = makeVerdaccioConfiguration(storage, internal, relay ? useRelay(npm, relay) : npm);
    return {
      file: process.execPath,
      args: [fileURLToPath(new URL('serve.ts', import.meta.url))],
      // Excludes the configuration of a user's own Verdaccio.
      environment: omitVariables(/^VERDACCIO_/, userEnvironment()),
      settings: { configuration, port, uploadLog } satisfies ServeSettings,
      connect: (signal) => register(url, signal),
    };
  },
};

/** Registers the one account (npm's own `PUT /-/user/org.couchdb.user:<name>`); the answer holds a token. */
async function register(url: string, signal: AbortSignal): Promise<VariableValues> {
  const account = { name: PUBLISHER, password: randomBytes(32).toString('base64url') };
  const request = {
    title: TITLE,
    url: `${url}/-/user/org.couchdb.user:${PUBLISHER}`,
    init: {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(account),
    },
    status: 201,
  };
  const { token } = registeredSchema.parse(await (await signIn(request, signal)).json());
  return { address: { url: `${url}/` }, upload: { token } };
}
