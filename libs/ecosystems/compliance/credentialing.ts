import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { Environment } from '../src/environment.ts';
import { startBentServer } from '../src/world/testing/bent-server.ts';
import { credentials, movedTo, readOnly, without } from './environments.ts';
import { pack } from './sdk-workspace.ts';
import type { Suite } from './suite.ts';

const WRONG = 'wrong-and-never-shown';

export function credentialing(suite: Suite): void {
  const { ecosystem, newSdk, publish, uploads } = suite;
  const registryOf = (environment: Environment) => ecosystem.registry(environment);
  const uploadVariables = ecosystem.variables
    .filter(({ neededFor }) => neededFor === 'upload')
    .map(({ name }) => name);

  test('the right credential is accepted by a look, a wrong one refused', async () => {
    expect(await suite.registry.checkCredential()).toBe('accepted');
    const names = credentials(suite.environment, ecosystem);
    expect(names).not.toEqual([]);
    for (const name of names)
      expect(await registryOf({ ...suite.environment, [name]: WRONG }).checkCredential()).toBe('refused');
  });

  test('an upload with a wrong credential is refused without showing it', async () => {
    await using workspace = await newSdk();
    const sdk = await pack(workspace.root, ecosystem);
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
    await using workspace = await newSdk();
    const sdk = await pack(workspace.root, ecosystem);
    await using server = await startBentServer(echo);
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
      await using workspace = await newSdk();
      const sdk = await pack(workspace.root, ecosystem);
      const registry = registryOf(without(suite.environment, name));
      await expect(publish(sdk, registry)).rejects.toThrow(
        expect.objectContaining({
          code: 'VARIABLE_MISSING',
          message: expect.stringMatching(`^${name} is not set`),
        }),
      );
      expect(await uploads(workspace.name)).toEqual([]);
    },
  );

  test('a reader needs the address alone, and that is needed', async () => {
    await using workspace = await newSdk();
    const sdk = await pack(workspace.root, ecosystem);
    await publish(sdk);
    const reader = readOnly(suite.environment, ecosystem);
    const registry = registryOf(reader);
    const served = await registry.lookUp(sdk.packed.name, sdk.packed.version);
    expect(served).toHaveLength(ecosystem.filesPerVersion);
    for (const file of served) expect((await registry.download(file)).length).toBeGreaterThan(0);
    expect(await publish(sdk, registry)).toEqual({ kind: 'identical' });

    for (const { name } of ecosystem.variables.filter(({ neededFor }) => neededFor === 'address'))
      expect(() => registryOf(without(reader, name))).toThrow(
        expect.objectContaining({
          code: 'VARIABLE_MISSING',
          message: expect.stringMatching(`^${name} is not set`),
        }),
      );
  });

  /** The values of the credential, and what a header makes of them. */
  function secrets(environment: Environment): string[] {
    const values = credentials(environment, ecosystem).map((name) => environment[name] ?? '');
    return [...values.filter((value) => value.length > 12), Buffer.from(values.join(':')).toString('base64')];
  }
}

/** Holds nothing, and tells whoever sends a credential what it got: as a header, and decoded where it is Basic. */
function echo({ headers: { authorization } }: IncomingMessage, response: ServerResponse): void {
  if (authorization === undefined) {
    response.writeHead(404).end();
    return;
  }
  const [, token = ''] = authorization.split(' ');
  const decoded = Buffer.from(token, 'base64').toString();
  response.writeHead(401).end(`I got ${token} which is ${decoded}`);
}
