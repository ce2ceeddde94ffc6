import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { buildGoRegistry } from './go/build.ts';
import {
  type RunningRegistries,
  readUploads,
  type StartOptions,
  startRegistries,
  wipeRegistries,
} from './index.ts';
import { ECOSYSTEMS } from './registry.ts';
import { readState } from './state.ts';
import { stateFolder } from './state-folder.ts';
import { type FakeUpstream, LEFT, startFakeUpstream } from './testing/fake-upstream.ts';
import { moduleZip } from './testing/module-zip.ts';
import { OWN, UPLOADS } from './testing/upload.ts';
import { WORKSPACE } from './testing/workspace.ts';

let root: string;
let upstream: FakeUpstream;
let options: StartOptions;
let registries: RunningRegistries;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'local-registries-'));
  options = {
    workspaceRoot: WORKSPACE,
    stateFolder: join(root, 'state'),
    environmentFile: join(root, 'registries.env'),
    internal: { npm: [OWN.npm], pypi: [OWN.pypi], go: [OWN.go] },
  };
  // Compiled with the user's own proxy, before the fake one takes its place.
  const { programs } = stateFolder(options.stateFolder);
  await mkdir(programs, { recursive: true });
  await buildGoRegistry(WORKSPACE, programs);
  upstream = await startFakeUpstream(await moduleZip(LEFT.go, `v${LEFT.version}`, 'left'));
  for (const [name, value] of Object.entries(upstream.environment)) vi.stubEnv(name, value);
  registries = await startRegistries(options);
}, 180_000);

afterAll(async () => {
  await registries?.stop();
  await upstream?.close();
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
}, 30_000);

const text = async (url: string) => {
  const response = await fetch(url);
  return response.ok ? await response.text() : '';
};
const served = () => {
  const { PACKAGES_NPM_URL, PACKAGES_PYPI_INDEX_URL, PACKAGES_GO_PROXY_URL } = registries.environment;
  return {
    npm: () => text(`${PACKAGES_NPM_URL}${encodeURIComponent(OWN.npm)}`),
    pypi: () => text(`${PACKAGES_PYPI_INDEX_URL}${OWN.pypi}/`),
    go: () => text(`${PACKAGES_GO_PROXY_URL}/${OWN.go}/@v/list`),
  };
};
const holds = { npm: '"1.0.0"', pypi: 'acme_sdk-1.0.0.tar.gz', go: 'v1.0.0' };
const holdsNothing = async () => {
  for (const ecosystem of ECOSYSTEMS) expect(await served()[ecosystem]()).not.toContain(holds[ecosystem]);
};
const holdsAll = async () => {
  for (const ecosystem of ECOSYSTEMS) expect(await served()[ecosystem]()).toContain(holds[ecosystem]);
};

test('the environment file can be sourced, and by the user alone', async () => {
  const { mode } = await stat(options.environmentFile);
  expect(mode & 0o777).toBe(0o600);
  const script = `. "$1"; env | grep '^PACKAGES_'`;
  const { stdout } = await execa('sh', ['-c', script, 'sh', options.environmentFile], {
    extendEnv: false,
    env: { PATH: process.env.PATH },
  });
  const expected = Object.entries(registries.environment).map(([name, value]) => `${name}=${value}`);
  expect(stdout.split('\n').toSorted()).toEqual(expected.toSorted());
});

test('names of the workspace are not asked upstream before their first upload', async () => {
  upstream.asked();
  await holdsNothing();
  expect(upstream.asked()).toEqual([]);
});

describe.each(ECOSYSTEMS)('uploads to %s', (ecosystem) => {
  test('are refused without a credential, kept with it, and never replaced', async () => {
    const upload = UPLOADS[ecosystem];
    expect(await upload(registries.environment, false, 'first')).toBe(401);
    expect(await served()[ecosystem]()).not.toContain(holds[ecosystem]);
    expect([200, 201]).toContain(await upload(registries.environment, true, 'first'));
    expect(await served()[ecosystem]()).toContain(holds[ecosystem]);
    expect(await upload(registries.environment, true, 'other')).toBe(409);
  });
});

test('every upload is logged by the registry that got it', async () => {
  await vi.waitFor(async () => {
    const uploads = await readUploads(options.stateFolder);
    const outcomes = ECOSYSTEMS.map((ecosystem) =>
      uploads.filter((upload) => upload.ecosystem === ecosystem).map(({ name, outcome }) => [name, outcome]),
    );
    expect(outcomes).toEqual(
      ECOSYSTEMS.map((ecosystem) =>
        ['refused', 'created', 'conflict'].map((outcome) => [OWN[ecosystem], outcome]),
      ),
    );
  });
});

test('what is published cannot be taken back, and nobody else can get an account', async () => {
  const { PACKAGES_NPM_URL: url, PACKAGES_NPM_TOKEN: token } = registries.environment;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const name = encodeURIComponent(OWN.npm);
  const unpublish = await fetch(`${url}${name}/-rev/1`, { method: 'DELETE', headers });
  const rewrite = await fetch(`${url}${name}/-rev/1`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ name: OWN.npm, versions: {}, _attachments: {} }),
  });
  const body = JSON.stringify({ name: 'somebody', password: 'a-long-password' });
  const register = await fetch(`${url}-/user/org.couchdb.user:somebody`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect([unpublish.status, rewrite.status, register.status]).toEqual([403, 403, 403]);

  const devpi = registries.environment.PACKAGES_PYPI_UPLOAD_URL ?? '';
  const login = `publisher:${registries.environment.PACKAGES_PYPI_PASSWORD}`;
  const signedIn = {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(login).toString('base64')}`,
  };
  const remove = await fetch(`${devpi}${OWN.pypi}/1.0.0?force`, { method: 'DELETE', headers: signedIn });
  const user = await fetch(new URL('/somebody', devpi), {
    method: 'PUT',
    headers: { accept: 'application/json' },
    body,
  });
  expect([remove.status, user.status]).toEqual([403, 403]);
  await holdsAll();
});

test('third parties come from the upstreams of the user, with his credentials, once', async () => {
  const { PACKAGES_NPM_URL, PACKAGES_PYPI_INDEX_URL, PACKAGES_GO_PROXY_URL } = registries.environment;
  const ask = async () => {
    const index = await text(`${PACKAGES_PYPI_INDEX_URL}${LEFT.pypi}/`);
    const [, link = ''] = /href="([^"#]+)/.exec(index) ?? [];
    return [
      await text(`${PACKAGES_NPM_URL}${LEFT.npm}/-/${LEFT.npm}-${LEFT.version}.tgz`),
      await text(new URL(link, `${PACKAGES_PYPI_INDEX_URL}${LEFT.pypi}/`).href),
      await text(`${PACKAGES_GO_PROXY_URL}/${LEFT.go}/@v/v${LEFT.version}.mod`),
    ];
  };
  const files = ['the bytes of left', 'the bytes of left', `module ${LEFT.go}\n`];
  upstream.asked();
  expect(await ask()).toEqual(files);
  expect(upstream.asked()).toEqual(
    expect.arrayContaining([
      `/npm/${LEFT.npm}/-/left-1.0.0.tgz`,
      '/pypi/files/left-1.0.0.tar.gz',
      `/go/${LEFT.go}/@v/v1.0.0.mod`,
    ]),
  );
  expect(await ask()).toEqual(files);
  expect(upstream.asked()).toEqual([]);
  expect(await text(new URL('/root/mirror-1', PACKAGES_PYPI_INDEX_URL).href)).not.toContain(
    'password-of-the-user',
  );
});

test('no secret is kept or shown in arguments', async () => {
  const secrets = Object.entries(registries.environment).flatMap(([name, value]) =>
    /TOKEN|PASSWORD/.test(name) ? [value] : [],
  );
  secrets.push('npm-token-of-the-user', 'pypi-password-of-the-user');
  const { stdout: processes } = await execa('ps', ['-axww', '-o', 'args']);
  const files = (await readdir(options.stateFolder, { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile(),
  );
  const contents = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
  for (const secret of secrets) {
    expect(processes.includes(secret)).toBe(false);
    expect(contents.filter((content) => content.includes(secret))).toEqual([]);
  }
});

test('a second start refuses and names the process of the first', async () => {
  await expect(startRegistries(options)).rejects.toThrow(
    `Process ${process.pid} runs the embedded registries`,
  );
});

test('storage and addresses survive a restart; nothing is left between', async () => {
  const { environment } = registries;
  await registries.stop();
  expect(existsSync(options.environmentFile)).toBe(false);
  await expect(fetch(environment.PACKAGES_NPM_URL ?? '')).rejects.toThrow();

  registries = await startRegistries(options);
  const urls = (all: Readonly<Record<string, string>>) =>
    Object.entries(all).filter(([name]) => name.endsWith('_URL'));
  expect(urls(registries.environment)).toEqual(urls(environment));
  upstream.asked();
  await holdsAll();
  expect(upstream.asked()).toEqual([]);
}, 60_000);

test('another process wipes them while they are served: empty, at other ports', async () => {
  const before = await readState(stateFolder(options.stateFolder));
  const program = `await (await import(process.argv[1])).wipeRegistries({ stateFolder: process.argv[2] })`;
  const index = new URL('index.ts', import.meta.url).href;
  await execa(process.execPath, ['--input-type=module', '-e', program, index, options.stateFolder]);

  const after = await readState(stateFolder(options.stateFolder));
  expect(after).toMatchObject({ phase: 'ready', generation: before.generation + 1, pid: process.pid });
  expect(registries.generation).toBe(after.generation);
  const taken = new Set(Object.values(before.ports));
  expect(Object.values(after.ports).filter((port) => taken.has(port))).toEqual([]);
  expect(await readFile(options.environmentFile, 'utf8')).toContain(registries.environment.PACKAGES_NPM_URL);
  expect(await readUploads(options.stateFolder)).toEqual([]);
  await holdsNothing();
}, 60_000);

test('a registry that dies is named, with the end of its log', async () => {
  const program = stateFolder(options.stateFolder).programs;
  const { stdout } = await execa('ps', ['-axww', '-o', 'pid=,args=']);
  const line = stdout.split('\n').find((process) => process.includes(program));
  process.kill(Number.parseInt(line ?? '', 10), 'SIGKILL');
  await expect(registries.failed).rejects.toThrow('The Go registry stopped (SIGKILL). The end of ');
  await registries.stop();
});

test('a wipe where nobody serves gives up the ports and keeps what was compiled', async () => {
  const folder = stateFolder(options.stateFolder);
  const before = await readState(folder);
  await wipeRegistries(options);
  const after = await readState(folder);
  expect(after.generation).toBe(before.generation + 1);
  expect(after.retiredPorts).toEqual([...before.retiredPorts, ...Object.values(before.ports)]);
  expect(existsSync(folder.storage)).toBe(false);
  expect(await readdir(folder.programs)).toHaveLength(1);
});

test('no registry outlives a process that is killed', async () => {
  const serve = execa(
    process.execPath,
    [new URL('testing/serve.ts', import.meta.url).pathname, JSON.stringify(options)],
    { reject: false },
  );
  onTestFinished(() => void serve.kill('SIGKILL'));
  await vi.waitFor(() => expect(existsSync(options.environmentFile)).toBe(true), {
    timeout: 60_000,
    interval: 100,
  });
  await vi.waitFor(async () =>
    expect((await readState(stateFolder(options.stateFolder))).phase).toBe('ready'),
  );
  const { ports } = await readState(stateFolder(options.stateFolder));
  expect(Object.keys(ports)).toHaveLength(3);
  serve.kill('SIGKILL');
  await serve;
  for (const port of Object.values(ports)) {
    await vi.waitFor(() => expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow(), { timeout: 10_000 });
  }
  // The next start takes over from it: the lock went with the process.
  registries = await startRegistries(options);
  expect((await readState(stateFolder(options.stateFolder))).ports).toEqual(ports);
}, 120_000);

test('what is missing in the workspace is named at once, and nothing stays behind', async () => {
  const elsewhere = join(root, 'empty');
  await mkdir(elsewhere);
  const start = startRegistries({ ...options, workspaceRoot: elsewhere, stateFolder: join(root, 'other') });
  await expect(start).rejects.toThrow(
    /\.venv.+Run "npm start" or "node bootstrap\.mjs".*\n.+services.go-module-registry failed/,
  );
  expect(await readState(stateFolder(join(root, 'other')))).toMatchObject({ phase: 'stopped', ports: {} });
}, 60_000);
