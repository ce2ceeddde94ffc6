import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startBentServer } from '../src/world/testing/bent-server.ts';
import { movedTo, omitVariables, readCredentials } from './environments.ts';
import { inFolder, pack } from './sdk-workspace.ts';
import { findFilesWithSecrets, holdsSecret } from './secrecy.ts';
import type { Suite } from './suite.ts';

const WRONG = 'wrong-and-never-shown';

/** Tests a registry that requires a credential of its readers. */
export function reading(suite: Suite): void {
  const { ecosystem, fixture, newSdk } = suite;

  test('whoever reads without the credential, or with a wrong one, is refused, and told its variables', async () => {
    const names = readCredentials(ecosystem);
    const before = suite.seen().length;
    const wrong = names.map((name) => ({ ...suite.environment, [name]: WRONG }));
    for (const environment of [omitVariables(suite.environment, ...names), ...wrong]) {
      const registry = ecosystem.registry(environment);
      const name = fixture.name('sdk-1');
      const asked = [registry.lookUp(name, fixture.spelled.release), registry.latest(name)];
      for (const outcome of await Promise.allSettled(asked)) {
        const error = outcome.status === 'rejected' ? outcome.reason : outcome;
        expect(error).toMatchObject({ code: 'CREDENTIAL_REFUSED' });
        for (const variable of names) expect(error.message).toContain(variable);
        expect(error.message).not.toContain(WRONG);
      }
    }
    // The credential for uploads is set all the time, but never tried.
    const asked = suite.seen().slice(before);
    expect(asked.filter(({ by }) => !['nobody', 'a stranger'].includes(by))).toEqual([]);
    expect(asked).not.toEqual([]);
  });

  test('a server that sends the credential back to a client does not get it shown, or kept', async () => {
    await using workspace = await newSdk();
    const { packed } = await pack(workspace.root, ecosystem);
    const used = { name: workspace.name, range: fixture.range, version: packed.version };
    await workspace.write(inFolder('service', fixture.service(used)));
    const [output, scratch] = ['resolved', 'scratch'].map((name) => path.join(workspace.root, 'dist', name));
    if (output === undefined || scratch === undefined) throw new Error('unreachable');
    await mkdir(output);
    await mkdir(path.join(scratch, 'home', 'tmp'), { recursive: true });
    const answers: string[] = [];
    await using server = await startBentServer(({ headers: { authorization = '' } }, response) => {
      const [, sent = ''] = authorization.split(' ');
      answers.push(`You are ${authorization}: ${Buffer.from(sent, 'base64')}`);
      response.writeHead(403, { 'content-type': 'text/plain' }).end(answers.at(-1));
    }, suite.certificate);
    const lines: string[] = [];
    const registry = ecosystem.registry(movedTo(server.origin, suite.environment, ecosystem));
    const resolving = ecosystem.resolve({
      workspaceRoot: workspace.root,
      service: path.join(workspace.root, 'service'),
      inputs: [],
      pins: [packed],
      registry,
      clientAccess: { ...registry, routed: undefined },
      output,
      scratch,
      log: (line) => lines.push(line),
    });
    const error: unknown = await resolving.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'COMMAND_FAILED' });
    expect(answers.some((text) => holdsSecret(suite, text))).toBe(true);
    expect([String(error), ...lines].filter((text) => holdsSecret(suite, text))).toEqual([]);
    expect(await findFilesWithSecrets(suite, workspace.root)).toEqual([]);
  });
}
