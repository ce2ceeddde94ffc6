import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type RunningRegistries, readUploads, startRegistries, wipeRegistries } from './index.ts';
import { readState, stateFolder } from './state.ts';
import { type Embedded, embedded } from './testing/embedded.ts';
import { fixtures, idOf, served } from './testing/fixtures.ts';
import { processes } from './testing/processes.ts';

// One life of a state folder: each test starts with the state that the one before has left.
let world: Embedded;
let registries: RunningRegistries;

beforeAll(async () => {
  world = await embedded();
  registries = await startRegistries(world.options);
  for (const { upload } of fixtures) await upload(registries.environment, true, 'content');
});

afterAll(async () => {
  await registries?.stop();
  await world?.remove();
});

const addresses = (env: Readonly<Record<string, string>>) =>
  Object.entries(env).filter(([name]) => name.endsWith('_URL'));

/** Reads the state again and again; returns each generation and phase it went through. */
function watchPhases() {
  const seen = new Set<string>();
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      const { generation, phase } = JSON.parse(readFileSync(world.folder.state, 'utf8'));
      seen.add(`${generation} ${phase}`);
      await new Promise(setImmediate);
    }
  })();
  return {
    async stop(): Promise<string[]> {
      stopped = true;
      await watching;
      return [...seen];
    },
  };
}

test('storage and addresses survive a restart; between, nothing answers', async () => {
  const before = registries.environment;
  await registries.stop();
  expect(existsSync(world.options.environmentFile)).toBe(false);
  for (const [, address] of addresses(before)) await expect(fetch(address)).rejects.toThrow();

  registries = await startRegistries(world.options);
  expect(addresses(registries.environment)).toEqual(addresses(before));
  world.upstream.asked();
  expect(await served(registries.environment)).toEqual(fixtures.map(idOf));
  expect(world.upstream.asked()).toEqual([]);
});

test('another process wipes them while they are served: empty, at other ports', async () => {
  const before = await readState(world.folder);
  const program = `await (await import(process.argv[1])).wipeRegistries({ stateFolder: process.argv[2] })`;
  const index = new URL('index.ts', import.meta.url).href;
  const phases = watchPhases();
  await execa(process.execPath, ['--input-type=module', '-e', program, index, world.folder.root]);

  // The state becomes ready only after the registries answer, because a process that waits for the wipe relies on it.
  const { generation } = before;
  expect(await phases.stop()).toEqual([
    `${generation} ready`,
    `${generation + 1} starting`,
    `${generation + 1} ready`,
  ]);
  const after = await readState(world.folder);
  expect(after).toMatchObject({ phase: 'ready', generation: before.generation + 1, pid: process.pid });
  expect(registries.generation).toBe(after.generation);
  const taken = Object.values(before.ports);
  expect(Object.values(after.ports).filter((port) => taken.includes(port))).toEqual([]);
  const file = await readFile(world.options.environmentFile, 'utf8');
  for (const [, address] of addresses(registries.environment)) expect(file).toContain(address);
  expect(await readUploads(world.folder.root)).toEqual([]);
  expect(await served(registries.environment)).toEqual([]);
});

test('a registry that dies is named, with the end of its log', async () => {
  const { programs } = world.folder;
  const victim = (await processes()).find(({ command }) => command.startsWith(programs));
  if (!victim) throw new Error('the Go registry does not run');
  process.kill(victim.pid, 'SIGKILL');
  await expect(registries.failed).rejects.toThrow('The Go registry stopped (SIGKILL). The end of ');
  await registries.stop();
});

test('a wipe where nobody serves gives up the ports and keeps what was compiled', async () => {
  const before = await readState(world.folder);
  await wipeRegistries({ stateFolder: world.folder.root });
  const after = await readState(world.folder);
  expect(after.generation).toBe(before.generation + 1);
  expect(after.retiredPorts).toEqual([...before.retiredPorts, ...Object.values(before.ports)]);
  expect(existsSync(world.folder.storage)).toBe(false);
  expect(await readdir(world.folder.programs)).toHaveLength(1);
});

test('no registry outlives a process that is killed', async () => {
  await registries.stop();
  const script = fileURLToPath(new URL('testing/serve.ts', import.meta.url));
  const serve = execa(process.execPath, [script, JSON.stringify(world.options)], { reject: false });
  onTestFinished(() => void serve.kill('SIGKILL'));
  const ready = async () =>
    expect(await readState(world.folder)).toMatchObject({ phase: 'ready', pid: serve.pid });
  await vi.waitFor(ready, { timeout: 60_000, interval: 100 });
  const { ports } = await readState(world.folder);
  const children = (await processes()).filter(({ parent }) => parent === serve.pid).map(({ pid }) => pid);
  expect(children).toHaveLength(fixtures.length);
  const left = async () => (await processes()).map(({ pid }) => pid).filter((pid) => children.includes(pid));
  onTestFinished(async () => {
    for (const pid of await left()) process.kill(pid, 'SIGKILL');
  });

  serve.kill('SIGKILL');
  await serve;
  // The next start waits for them to end, then takes over: the lock ended with the process.
  registries = await startRegistries(world.options);
  expect(await left()).toEqual([]);
  expect((await readState(world.folder)).ports).toEqual(ports);
});

test('what is missing in the workspace is named at once, and nothing stays behind', async () => {
  const workspaceRoot = join(world.folder.root, 'empty');
  const other = stateFolder(join(world.folder.root, 'other'));
  await mkdir(workspaceRoot);
  const start = startRegistries({ ...world.options, workspaceRoot, stateFolder: other.root });
  await expect(start).rejects.toThrow(
    /\.venv.+Run "npm start" or "node bootstrap\.mjs".*\n.+services.go-module-registry build .*exited with 1/,
  );
  expect(await readState(other)).toMatchObject({ phase: 'stopped', ports: {} });
});
