import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Environment } from '../src/environment.ts';
import { startBentServer } from '../src/world/testing/bent-server.ts';
import { credentials, movedTo, omitVariables, readCredentials, readOnly } from './environments.ts';
import { type PackedSdk, pack, type SdkWorkspace } from './sdk-workspace.ts';
import { secretsAmong } from './secrecy.ts';
import type { Suite } from './suite.ts';

const WRONG = 'wrong-and-never-shown';

export function credentialing(suite: Suite): void {
  const { ecosystem, newSdk, publish, uploads } = suite;
  const registryOf = (environment: Environment) => ecosystem.registry(environment);
  const uploadVariables = ecosystem.variables
    .filter(({ neededFor }) => neededFor === 'upload')
    .map(({ name }) => name);

  // One SDK, which stays unpublished until the last test.
  let workspace: SdkWorkspace;
  let sdk: PackedSdk;
  beforeAll(async () => {
    workspace = await newSdk();
    sdk = await pack(workspace.root, ecosystem);
  });
  afterAll(() => workspace?.[Symbol.asyncDispose]());

  const [good, bad] =
    suite.kind === 'plain'
      ? (['not checkable before upload', 'not checkable before upload'] as const)
      : (['accepted', 'refused'] as const);
  test(`before an upload, the right credential is ${good}, a wrong one ${bad}`, async () => {
    expect(await suite.registry.checkCredential()).toBe(good);
    const names = credentials(suite.environment, ecosystem);
    expect(names).not.toEqual([]);
    for (const name of names)
      expect(await registryOf({ ...suite.environment, [name]: WRONG }).checkCredential()).toBe(bad);
  });

  test('an upload with a wrong credential is refused without showing it', async () => {
    for (const name of credentials(suite.environment, ecosystem)) {
      const environment = { ...suite.environment, [name]: WRONG };
      const error = await publish(sdk, registryOf(environment)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'CREDENTIAL_REFUSED', message: expect.stringContaining(name) });
      for (const secret of secrets(environment)) expect(String(error)).not.toContain(secret);
    }
    expect(await uploads(workspace.name)).not.toContain('created');
    expect(await suite.registry.lookUp(sdk.packed.name, sdk.packed.version)).toEqual([]);
  });

  test('a server that sends the credential back does not get it shown', async () => {
    await using server = await startBentServer(echo, suite.certificate);
    const environment = movedTo(server.origin, suite.environment, ecosystem);
    const error = await publish(sdk, registryOf(environment)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'CREDENTIAL_REFUSED',
      message: expect.stringContaining('I got ***'),
    });
    for (const secret of secrets(environment)) expect(String(error)).not.toContain(secret);
  });

  test.each(uploadVariables)(
    '%s is asked for where something has to be uploaded, and named',
    async (name) => {
      const registry = registryOf(omitVariables(suite.environment, name));
      await expect(publish(sdk, registry)).rejects.toThrow(
        expect.objectContaining({
          code: 'VARIABLE_MISSING',
          message: expect.stringMatching(`^${name} is not set`),
        }),
      );
      expect(await uploads(workspace.name)).not.toContain('created');
    },
  );

  test('a reader needs nothing that is for uploads, but the address', async () => {
    await publish(sdk);
    const reader = readOnly(suite.environment, ecosystem);
    const registry = registryOf(reader);
    const served = await registry.lookUp(sdk.packed.name, sdk.packed.version);
    expect(served).toHaveLength(ecosystem.filesPerVersion);
    for (const file of served) expect((await registry.download(file)).length).toBeGreaterThan(0);
    expect(await publish(sdk, registry)).toEqual({ kind: 'identical' });

    for (const { name } of ecosystem.variables.filter(({ neededFor }) => neededFor === 'address'))
      expect(() => registryOf(omitVariables(reader, name))).toThrow(
        expect.objectContaining({
          code: 'VARIABLE_MISSING',
          message: expect.stringMatching(`^${name} is not set`),
        }),
      );
  });

  /** Lists the tokens and passwords, for uploads and for reading, and their encoded forms in a header. */
  function secrets(environment: Environment): string[] {
    return [credentials(environment, ecosystem), readCredentials(ecosystem)].flatMap((names) =>
      secretsAmong(names.flatMap((name) => environment[name] ?? [])),
    );
  }
}

/** A server without packages that sends back a request's credential: the header, and the decoded form of Basic. */
function echo({ headers: { authorization } }: IncomingMessage, response: ServerResponse): void {
  if (authorization === undefined) {
    response.writeHead(404).end();
    return;
  }
  const [, token = ''] = authorization.split(' ');
  const decoded = Buffer.from(token, 'base64').toString();
  response.writeHead(401).end(`I got ${token} which is ${decoded}`);
}
