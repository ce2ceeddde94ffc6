import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ecosystems } from '@ameideio/ecosystems';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { embeddedRegistries } from './embedded-registries.ts';
import { type RunningRegistries, readUploads, startRegistries } from './index.ts';
import { type Embedded, embedded } from './testing/embedded.ts';
import { fixtures, idOf, served } from './testing/fixtures.ts';
import { processes } from './testing/processes.ts';

let world: Embedded;
let registries: RunningRegistries;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await embedded();
  registries = await startRegistries(world.options);
  env = registries.environment;
});

afterAll(async () => {
  await registries?.stop();
  await world?.remove();
});

test('the environment file can be sourced, and by the user alone', async () => {
  const { environmentFile } = world.options;
  const { mode } = await stat(environmentFile);
  expect(mode & 0o777).toBe(0o600);
  const script = `. "$1"; env | grep '^PACKAGES_'`;
  const { stdout } = await execa('sh', ['-c', script, 'sh', environmentFile], {
    extendEnv: false,
    env: { PATH: process.env.PATH },
  });
  const expected = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  expect(stdout.split('\n').toSorted()).toEqual(expected.toSorted());
});

test('names of the workspace are not asked upstream before their first upload', async () => {
  world.upstream.asked();
  expect(await served(env)).toEqual([]);
  expect(world.upstream.asked()).toEqual([]);
});

test('every ecosystem has an embedded registry, and every registry a fixture', () => {
  expect(embeddedRegistries.map(({ ecosystem }) => ecosystem)).toEqual(ecosystems);
  expect(fixtures.map(({ registry }) => registry)).toEqual(embeddedRegistries);
});

test('a name of an ecosystem that has no registry is refused before anything starts', async () => {
  const internal = { ...world.options.internal, cobol: ['ACME-SDK'] };
  await expect(startRegistries({ ...world.options, internal })).rejects.toThrow(
    expect.objectContaining({
      code: 'ECOSYSTEM_UNKNOWN',
      message: expect.stringContaining('no embedded registry for the ecosystem "cobol" of ACME-SDK'),
    }),
  );
});

describe.each(fixtures)('$registry.title', (fixture) => {
  const id = idOf(fixture);

  test('refuses an upload without a credential, keeps one with it, and never replaces it', async () => {
    expect(await fixture.upload(env, false, 'first')).toBe(401);
    expect(await served(env)).not.toContain(id);
    expect([200, 201]).toContain(await fixture.upload(env, true, 'first'));
    expect(await served(env)).toContain(id);
    expect(await fixture.upload(env, true, 'other')).toBe(409);
  });

  test('logs every upload that it got', async () => {
    // Verdaccio writes its line after the answer has been sent.
    await vi.waitFor(async () => {
      const uploads = await readUploads(world.options.stateFolder);
      const own = uploads.filter(({ ecosystem }) => ecosystem === id);
      const outcomes = ['refused', 'created', 'conflict'];
      expect(own).toMatchObject(outcomes.map((outcome) => ({ name: fixture.own, outcome })));
    });
  });

  test('lets nobody take back what is published, or get another account', async () => {
    const statuses = await fixture.misuse(env);
    expect(statuses).toEqual(statuses.map(() => 403));
    expect(await served(env)).toContain(id);
  });

  test("takes a third party's package from the user's upstream, with the user's credential, once", async () => {
    const { thirdParty } = fixture;
    const path = `/${id}${thirdParty.filePath}`;
    const file = world.upstream.files.get(path) ?? Buffer.alloc(0);
    expect(file.length).toBeGreaterThan(0);
    world.upstream.asked();
    expect(file.equals(await thirdParty.fetch(env))).toBe(true);
    expect(world.upstream.asked()).toContain(path);
    // A registry may answer before it has stored the fetched package.
    await vi.waitFor(async () => {
      world.upstream.asked();
      expect(file.equals(await thirdParty.fetch(env))).toBe(true);
      expect(world.upstream.asked()).toEqual([]);
    });
  });
});

test('no secret is kept, or shown in arguments', async () => {
  const secrets = fixtures.map(({ thirdParty }) => thirdParty.secret);
  for (const [name, value] of Object.entries(env)) if (/TOKEN|PASSWORD/.test(name)) secrets.push(value);
  const commands = (await processes()).map(({ command }) => command).join('\n');
  const entries = await readdir(world.folder.root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const contents = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
  for (const secret of secrets) {
    expect(commands.includes(secret)).toBe(false);
    expect(contents.some((content) => content.includes(secret))).toBe(false);
  }
});

test('a second start refuses and names the process of the first', async () => {
  const second = startRegistries(world.options);
  await expect(second).rejects.toThrow(`Process ${process.pid} runs the embedded registries`);
});
