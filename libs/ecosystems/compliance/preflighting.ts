import { expect, test } from 'vitest';
import type { Environment } from '../src/environment.ts';
import { type Publication, preflight } from '../src/publish/preflight.ts';
import { credentials, omitVariables, readCredentials, readOnly } from './environments.ts';
import { pack } from './sdk-workspace.ts';
import type { Suite } from './suite.ts';

export function preflighting(suite: Suite): void {
  const { ecosystem, fixture, newName, newSdk, publish } = suite;
  const newPublication = (): Publication => ({
    ecosystem,
    name: newName(),
    version: fixture.spelled.snapshot,
  });

  test('with all variables, what is not served is to be uploaded, and the credential is good', async () => {
    const publication = newPublication();
    const log: string[] = [];
    await preflight([publication], suite.environment, (line) => log.push(line));
    expect(log).toEqual([
      `${publication.name} ${publication.version}: to upload`,
      `${ecosystem.id} credential: ${suite.kind === 'plain' ? 'not checkable before upload' : 'accepted'}`,
    ]);
  });

  test('every upload variable that is missing is named at once, where something has to be uploaded', async () => {
    const error = await refusal([newPublication()], readOnly(suite.environment, ecosystem));
    const needed = ecosystem.variables.filter(({ neededFor }) => neededFor === 'upload');
    expect(error).toEqual({
      code: 'VARIABLE_MISSING',
      message: needed
        .map(({ name, purpose }) => `${name} is not set. It is ${purpose}. See README, "Environment".`)
        .join('\n'),
    });
  });

  test('no upload variable is needed where all is served', async () => {
    await using workspace = await newSdk();
    const sdk = await pack(workspace.root, ecosystem);
    await publish(sdk);
    const log: string[] = [];
    const publication = { ecosystem, name: sdk.packed.name, version: sdk.packed.version };
    await preflight([publication], readOnly(suite.environment, ecosystem), (line) => log.push(line));
    expect(log).toEqual([`${publication.name} ${publication.version}: served`]);
  });

  test('a refused credential stops it, naming the address and the variables', async () => {
    // A plain registry offers no read that proves the credential for uploads; it refuses the one for reading.
    const names =
      suite.kind === 'plain' ? readCredentials(ecosystem) : credentials(suite.environment, ecosystem);
    expect(names).not.toEqual([]);
    for (const name of names) {
      const error = await refusal([newPublication()], { ...suite.environment, [name]: 'wrong' });
      expect(error).toMatchObject({
        code: 'CREDENTIAL_REFUSED',
        message: expect.stringContaining(suite.registry.address),
      });
      expect(error.message).toContain(name);
    }
  });
}

/** Tests the preflight of several ecosystems at once. */
export function preflightingTogether(suites: readonly Suite[]): void {
  const publications = (): Publication[] =>
    suites.map(({ ecosystem, fixture }) => ({
      ecosystem,
      name: fixture.name('sdk-40'),
      version: fixture.spelled.snapshot,
    }));
  const variables = suites
    .flatMap(({ ecosystem }) => ecosystem.variables)
    .filter(({ neededFor }) => ['address', 'upload'].includes(neededFor));
  const environment = () => Object.assign({}, ...suites.map((suite) => suite.environment));

  test('where one address is missing, every missing variable of all ecosystems is named, with what it is for', async () => {
    const error = await refusal(publications(), {});
    expect(error.code).toBe('VARIABLE_MISSING');
    expect(error.message.split('\n')).toEqual(
      variables.map(
        ({ name, purpose }) => `${name} is not set. It is ${purpose}. See README, "Environment".`,
      ),
    );
    for (const address of variables.filter(({ neededFor }) => neededFor === 'address')) {
      const one = await refusal(publications(), omitVariables(environment(), address.name));
      expect(one.message).toMatch(new RegExp(`^${address.name} is not set\\. [^\n]*$`));
    }
  });

  test('where one half of a credential for reading is missing, it is named, and all that is missing besides', async () => {
    const halves = suites.flatMap(({ ecosystem }) =>
      ecosystem.variables.filter(
        ({ neededFor, otherHalf }) => neededFor === 'read' && otherHalf !== undefined,
      ),
    );
    expect(halves).toHaveLength(4);
    for (const { name, otherHalf = '' } of halves) {
      const error = await refusal(publications(), { ...environment(), [name]: 'half' });
      expect(error.code).toBe('VARIABLE_MISSING');
      expect(error.message).toMatch(new RegExp(`^${otherHalf} is not set\\. [^\n]*$`));
      const alone = await refusal(publications(), { [name]: 'half' });
      expect(alone.message).toContain(`${otherHalf} is not set`);
      expect(alone.message.split('\n')).toHaveLength(variables.length + 1);
    }
  });

  test('every refused credential is named at once', async () => {
    const wrong = suites.flatMap((suite) =>
      credentials(suite.environment, suite.ecosystem).map((name) => [name, 'wrong']),
    );
    const error = await refusal(publications(), { ...environment(), ...Object.fromEntries(wrong) });
    expect(error.code).toBe('CREDENTIAL_REFUSED');
    expect(error.message.split('\n')).toHaveLength(suites.length);
  });
}

async function refusal(
  publications: readonly Publication[],
  environment: Environment,
): Promise<{ readonly code: unknown; readonly message: string }> {
  const error: unknown = await preflight(publications, environment, () => {}).then(
    () => new Error('It was let through.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw error;
  return { code: 'code' in error ? error.code : undefined, message: error.message };
}
