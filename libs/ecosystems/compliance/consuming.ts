import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { PackedManifest } from '@ameideio/version-manifest';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { consume, runService, type Service } from '../src/consume/consume.ts';
import { startService } from '../src/consume/start.ts';
import { readOnly } from './environments.ts';
import { COMMITTED } from './fixture.ts';
import { inFolder, type PackedSdk, pack, type SdkWorkspace } from './sdk-workspace.ts';
import { asReaders, findFilesWithSecrets } from './secrecy.ts';
import type { Suite } from './suite.ts';

export function consuming(suite: Suite): void {
  const { ecosystem, fixture, newSdk, publish } = suite;
  let workspace: SdkWorkspace;
  let sdk: PackedSdk;
  let resolved: string;
  let output: string;

  beforeAll(async () => {
    workspace = await newSdk();
    resolved = path.join(workspace.root, 'dist', 'consume', 'service');
    output = path.join(workspace.root, 'dist', 'services', 'service');
    sdk = await pack(workspace.root, ecosystem);
    await publish(sdk);
  });

  beforeEach(() => writeService(sdk.packed.version));

  afterAll(() => workspace?.[Symbol.asyncDispose]());

  const writeService = (version: string): Promise<void> => {
    const used = { name: workspace.name, range: fixture.range, version };
    return workspace.write(inFolder('service', fixture.service(used)));
  };
  const service = (...pins: readonly PackedManifest[]): Service => ({
    workspaceRoot: workspace.root,
    project: 'service',
    root: 'service',
    inputs: [],
    statedOutputs: undefined,
    sdkFolders: [{ project: 'sdk', root: 'sdk' }],
    ecosystem,
    pins,
    resolved,
    // The environment of a machine that only builds from published packages.
    environment: readOnly(suite.environment, ecosystem),
    internalNames: suite.internalNames,
    log: () => {},
  });

  /** Packs other content, as a later version. */
  const packAgain = async (): Promise<PackedSdk> => {
    await workspace.write(inFolder('sdk', fixture.sdk(workspace.name, 'changed')));
    await workspace.commit(new Date(COMMITTED.getTime() + 1000));
    return pack(workspace.root, ecosystem);
  };

  test('a service resolves to exactly what was packed, in locks without address or path', async () => {
    const { name, version, artifacts } = sdk.packed;
    await asReaders(suite, (log) => consume({ ...service(sdk.packed), log }));
    const [selected, ...more] = await ecosystem.readSelected(resolved, [name]);
    expect(more).toEqual([]);
    expect(selected).toMatchObject({ name, version });
    // If an index declares no digests, a lock has those of the files that the client has chosen and hashed itself.
    const integrities = artifacts.map(({ integrity }) => integrity).sort();
    const locked = [...(selected?.integrities ?? [])].sort();
    if (suite.kind === 'plain') expect(integrities).toEqual(expect.arrayContaining(locked));
    else expect(locked).toEqual(integrities);
    expect(locked).not.toEqual([]);

    const locks = await readdir(resolved);
    expect(locks).not.toEqual([]);
    for (const lock of locks) {
      const text = await readFile(path.join(resolved, lock), 'utf8');
      // A router's address is on loopback, too.
      const { host } = new URL(suite.registry.address);
      for (const place of [host, '127.0.0.1', 'localhost', workspace.root, homedir(), tmpdir()])
        expect(text).not.toContain(place);
    }
  });

  test('it builds, its tests pass and it starts with the pinned version and no other', async () => {
    const run = (task: 'build' | 'test', to: string | undefined): Promise<void> =>
      asReaders(suite, (log) => runService({ ...service(sdk.packed), log }, task, to));
    await run('build', output);
    expect(await readdir(output)).not.toEqual([]);
    await run('test', undefined);
    expect(await readdir(output)).not.toEqual([]);
    expect(await findFilesWithSecrets(suite, workspace.root)).toEqual([]);

    const start = (...args: string[]): Promise<void> =>
      startService(service(sdk.packed), output, args, new AbortController().signal);
    const file = path.join(workspace.root, 'dist', 'version.txt');
    await start(file);
    expect(await readFile(file, 'utf8')).toBe(sdk.packed.version);
    await expect(start()).rejects.toThrow(
      expect.objectContaining({ code: 'COMMAND_FAILED', message: 'service exited with 3.' }),
    );
    await rm(output, { recursive: true });
    await expect(start(file)).rejects.toThrow(
      expect.objectContaining({ code: 'OUTPUT_MISSING', message: expect.stringContaining('service:build') }),
    );

    await writeService(fixture.spelled.release);
    await expect(runService(service(sdk.packed), 'test', undefined)).rejects.toThrow(
      expect.objectContaining({ code: 'COMMAND_FAILED' }),
    );
  });

  test('a service is not resolved where the registry serves another digest than the packed one', async () => {
    const { artifacts } = (await packAgain()).packed;
    await expect(consume(service({ ...sdk.packed, artifacts }))).rejects.toThrow(
      expect.objectContaining({ code: 'PIN_MISMATCH', message: expect.stringContaining(workspace.name) }),
    );
  });

  test('a service is not resolved where the registry does not serve the pin', async () => {
    const version = fixture.spelled.release;
    await expect(consume(service({ ...sdk.packed, version }))).rejects.toThrow(
      expect.objectContaining({
        code: 'NOT_SERVED',
        message: expect.stringContaining(
          `${suite.registry.address} does not serve ${workspace.name} ${version}`,
        ),
      }),
    );
  });

  // What follows asks no registry, so one kind of registry is enough.
  if (suite.kind === 'plain') return;

  test('a build and a test are refused after another pack, and no old build is left', async () => {
    await consume(service(sdk.packed));
    await runService(service(sdk.packed), 'build', output);
    const later = await packAgain();
    expect(later.packed.version).not.toBe(sdk.packed.version);

    const refused = expect.objectContaining({
      code: 'PIN_MISMATCH',
      message: expect.stringContaining(`${sdk.packed.version} instead of ${later.packed.version}`),
    });
    await expect(runService(service(later.packed), 'test', undefined)).rejects.toThrow(refused);
    await expect(runService(service(later.packed), 'build', output)).rejects.toThrow(refused);
    expect(existsSync(output)).toBe(false);

    const sameVersion = { ...later.packed, version: sdk.packed.version };
    await expect(runService(service(sameVersion), 'build', output)).rejects.toThrow(
      expect.objectContaining({ code: 'PIN_MISMATCH' }),
    );
  });

  test('a base version that the service does not accept is refused, with file and line', async () => {
    await expect(consume(service({ ...sdk.packed, base: '9.0.0' }))).rejects.toThrow(
      expect.objectContaining({
        code: 'BASE_NOT_SATISFIED',
        message: expect.stringMatching(
          new RegExp(`^service/${fixture.manifestFile}:\\d+ accepts ${workspace.name} .* 9\\.0\\.0`),
        ),
      }),
    );
    expect(existsSync(resolved)).toBe(false);
  });

  test('a forbidden source is refused, with file and line, by consume, build and test', async () => {
    const used = { name: workspace.name, range: fixture.range, version: sdk.packed.version };
    const [forbidden] = fixture.forbidden(used);
    await consume(service(sdk.packed));
    await workspace.write(forbidden?.files ?? {});
    const refused = expect.objectContaining({
      code: 'SOURCE_FORBIDDEN',
      message: expect.stringMatching(new RegExp(`^${forbidden?.file}:\\d+ `)),
    });
    await expect(runService(service(sdk.packed), 'test', undefined)).rejects.toThrow(refused);
    await expect(runService(service(sdk.packed), 'build', output)).rejects.toThrow(refused);
    await expect(consume(service(sdk.packed))).rejects.toThrow(refused);
    expect(existsSync(resolved)).toBe(false);
  });

  test('a build without what consume resolved, or with locks that are none, is refused', async () => {
    await rm(resolved, { recursive: true, force: true });
    const stale = expect.objectContaining({
      code: 'OUTPUT_MISSING',
      message: expect.stringContaining('nx run service:consume'),
    });
    await expect(runService(service(sdk.packed), 'build', output)).rejects.toThrow(stale);

    await consume(service(sdk.packed));
    for (const lock of await readdir(resolved)) await writeFile(path.join(resolved, lock), '');
    await expect(runService(service(sdk.packed), 'build', output)).rejects.toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(OUTPUT_MISSING|PIN_MISMATCH)$/) }),
    );
  });
}
