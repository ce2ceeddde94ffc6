import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RunningRegistries, readUploads, startRegistries } from './index.ts';
import { ECOSYSTEMS } from './registry.ts';
import { type Embedded, embedded } from './testing/embedded.ts';
import { LEFT } from './testing/fake-upstream.ts';
import { basic, OWN, served, textOf, UPLOADS } from './testing/own-packages.ts';
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

describe.each(ECOSYSTEMS)('uploads to %s', (ecosystem) => {
  test('are refused without a credential, kept with it, and never replaced', async () => {
    const upload = UPLOADS[ecosystem];
    expect(await upload(env, false, 'first')).toBe(401);
    expect(await served(env)).not.toContain(ecosystem);
    expect([200, 201]).toContain(await upload(env, true, 'first'));
    expect(await served(env)).toContain(ecosystem);
    expect(await upload(env, true, 'other')).toBe(409);
  });
});

test('every upload is logged by the registry that got it', async () => {
  const outcomes = ['refused', 'created', 'conflict'];
  // Verdaccio writes its line when the answer has been sent.
  await vi.waitFor(async () => {
    const uploads = await readUploads(world.options.stateFolder);
    for (const ecosystem of ECOSYSTEMS) {
      const own = uploads.filter((upload) => upload.ecosystem === ecosystem);
      expect(own).toMatchObject(outcomes.map((outcome) => ({ name: OWN[ecosystem], outcome })));
    }
  });
});

test('a published package of npm cannot be taken back, and nobody else can get an account', async () => {
  const json = { 'content-type': 'application/json' };
  const send = (path: string, method: string, headers: Record<string, string>, body?: object) =>
    fetch(`${env.PACKAGES_NPM_URL}${path}`, {
      method,
      headers: { ...json, ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const token = { authorization: `Bearer ${env.PACKAGES_NPM_TOKEN}` };
  const own = `${encodeURIComponent(OWN.npm)}/-rev/1`;
  const account = { name: 'somebody', password: 'a-long-password' };
  const answers = [
    await send(own, 'DELETE', token),
    await send(own, 'PUT', token, { name: OWN.npm, versions: {}, _attachments: {} }),
    await send('-/user/org.couchdb.user:somebody', 'PUT', {}, account),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect(await served(env)).toContain('npm');
});

test('a published file of Python cannot be taken back, and nobody else can get an account', async () => {
  const json = { accept: 'application/json', 'content-type': 'application/json' };
  const signedIn = { ...json, authorization: basic(env) };
  const base = env.PACKAGES_PYPI_UPLOAD_URL ?? '';
  const deletions = [`${OWN.pypi}/1.0.0?force`, `${OWN.pypi}?force`, ''];
  for (const path of deletions) {
    const { status } = await fetch(`${base}${path}`, { method: 'DELETE', headers: signedIn });
    expect(status).toBe(403);
  }
  const body = JSON.stringify({ password: 'a-long-password' });
  const account = await fetch(new URL('/somebody', base), { method: 'PUT', headers: json, body });
  expect(account.status).toBe(403);
  expect(await served(env)).toContain('pypi');
});

test("third parties come from the user's upstreams, with the user's credentials, once", async () => {
  const index = `${env.PACKAGES_PYPI_INDEX_URL}${LEFT.pypi}/`;
  const ask = async () => {
    const [, link = ''] = /href="([^"#]+)/.exec(await textOf(index)) ?? [];
    return [
      await textOf(`${env.PACKAGES_NPM_URL}${LEFT.npm}/-/${LEFT.npm}-${LEFT.version}.tgz`),
      await textOf(new URL(link, index).href),
      await textOf(`${env.PACKAGES_GO_PROXY_URL}/${LEFT.go}/@v/v${LEFT.version}.mod`),
    ];
  };
  const files = ['the bytes of left', 'the bytes of left', `module ${LEFT.go}\n`];
  world.upstream.asked();
  expect(await ask()).toEqual(files);
  const paths = [
    '/npm/left/-/left-1.0.0.tgz',
    '/pypi/files/left-1.0.0.tar.gz',
    '/go/example.org/left/@v/v1.0.0.mod',
  ];
  expect(world.upstream.asked()).toEqual(expect.arrayContaining(paths));
  expect(await ask()).toEqual(files);
  expect(world.upstream.asked()).toEqual([]);
  expect(await textOf(new URL('/root/mirror-1', index).href)).not.toContain('password-of-the-user');
});

test('no secret is kept, or shown in arguments', async () => {
  const secrets = ['npm-token-of-the-user', 'pypi-password-of-the-user'];
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
